import type { ImportProgress, LeadPage } from '../../../shared/api/api.ts'
import type { TestCentral } from '../support.ts'

export interface StoredEvent {
  type: string
  payload: Record<string, unknown>
}

/** Sends files to a central and reads what became of them. */
export function importing(central: () => TestCentral) {
  let ids = 0
  return {
    /** Sends bytes as a file and gives the outcome. */
    async send(
      body: string | Uint8Array<ArrayBuffer>,
      query: Record<string, string> = {},
    ): Promise<ImportProgress> {
      ids += 1
      const params = new URLSearchParams({ campaign: `c${ids}`, fileName: 'leads.csv', ...query })
      const response = await fetch(`${central().url}/api/v1/imports/run-${ids}?${params}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${central().serviceToken}`, 'content-type': 'text/csv' },
        body,
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as ImportProgress
    },

    /** The leads of a campaign with their events, as central's API gives them. */
    async leadsOf(campaign: string) {
      const response = await central().service('GET', `/leads?campaign=${campaign}`)
      const { leads } = (await response.json()) as LeadPage
      return Promise.all(
        leads.map(async ({ lead, stage }) => {
          const events = await central().service('GET', `/leads/${lead.id}/events`)
          return { lead, stage, events: ((await events.json()) as { events: StoredEvent[] }).events }
        }),
      )
    },
  }
}

export const counts = ({ rows, added, joined, unchanged, rejected }: ImportProgress) => ({
  rows,
  added,
  joined,
  unchanged,
  rejected,
})

export const GERMAN =
  'Vorname;Nachname;E-Mail;Telefon;Firma;Land;Anzahl Mitarbeiter;Kaufzeitpunkt;Datum\r\nJörg;Größe;joerg@example.de;030 23125 123;Öl & Söhne;Deutschland;1.200;Innerhalb von 3 Monaten;03.11.2025\r\n'

/** Windows-1252 of text without characters from 0x80 to 0x9f. */
export const ansi = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
export const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
