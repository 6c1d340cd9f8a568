import { get } from 'node:http'
import type { AssignResponse } from '../../../shared/api/api.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { PASSWORD, signIn, type TestDevice } from '../../central/support.ts'
import type { CentralProcess } from '../../e2e/support/central.ts'

/** An agent's desk that has pulled its leads. */
export interface BenchDesk {
  device: TestDevice
  leads: string[]
}

/** So many agents, each with so many of the open leads. */
export async function openDesks(
  central: CentralProcess,
  name: string,
  count: number,
  leadsEach: number,
): Promise<BenchDesk[]> {
  const { leads } = await openLeads(central, count * leadsEach)
  const desks: BenchDesk[] = []
  for (let n = 0; n < count; n += 1) {
    const email = `${name}${n}@example.com`
    const person = { name: `${name} ${n}`, email, role: 'agent', password: PASSWORD }
    const body = JSON.stringify(person)
    const { id } = await central.api<{ id: string }>('/people', { method: 'POST', body })
    const own = leads.slice(n * leadsEach, (n + 1) * leadsEach)
    if (own.length > 0) await assign(central, own, id)
    const device = await signIn(central.url, email, id)
    await device.pull()
    desks.push({ device, leads: own.map((l) => l.lead.id) })
  }
  return desks
}

export async function openLeads(central: CentralProcess, wanted: number): Promise<{ leads: LeadSnapshot[] }> {
  const leads: LeadSnapshot[] = []
  for (let cursor: string | null = ''; cursor !== null && leads.length < wanted; ) {
    const page: { leads: LeadSnapshot[]; next: string | null } = await central.api(
      `/leads?stage=open&limit=1000${cursor && `&cursor=${cursor}`}`,
    )
    leads.push(...page.leads)
    cursor = page.next
  }
  if (leads.length < wanted) throw new Error(`only ${leads.length} leads are open`)
  return { leads }
}

export async function assign(
  central: CentralProcess,
  leads: readonly LeadSnapshot[],
  to: string,
): Promise<void> {
  const rows = leads.map((s) => ({ id: s.lead.id, version: s.version }))
  const body = JSON.stringify({ leads: rows, to })
  const { conflicts } = await central.api<AssignResponse>('/assignments', { method: 'POST', body })
  if (conflicts.length > 0) throw new Error(`${conflicts.length} leads were not assigned`)
}

/** Opens so many poke lines, and waits until each says that it is open. Returns what closes them. */
export async function openLines(desks: readonly BenchDesk[], count: number): Promise<() => void> {
  const lines = await Promise.all(Array.from({ length: count }, (_, n) => openLine(desks[n % desks.length]!)))
  return () => {
    for (const close of lines) close()
  }
}

const openLine = ({ device }: BenchDesk): Promise<() => void> =>
  new Promise((done, failed) => {
    const headers = { authorization: `Bearer ${device.token}` }
    const request = get(`${device.url}/api/v1/poke`, { agent: false, headers }, (response) => {
      response.once('data', () => done(() => request.destroy()))
      response.resume()
    })
    request.on('error', failed)
  })
