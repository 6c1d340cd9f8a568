import Papa from 'papaparse'
import { v7 } from 'uuid'
import type { Place } from './place.ts'

const CAMPAIGN = 'bench'

/** Brings a new central a campaign, and rows (headers first) as a CSV file. */
export async function importPeople({ central }: Pick<Place, 'central'>, rows: string[][]): Promise<void> {
  await central.api('/campaigns', { method: 'POST', body: JSON.stringify({ id: CAMPAIGN, name: 'Bench' }) })
  const query = new URLSearchParams({ campaign: CAMPAIGN, fileName: 'bench.csv', map: '{}' })
  await central.api(`/imports/${v7()}?${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: Papa.unparse(rows),
  })
}
