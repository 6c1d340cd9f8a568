import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const text = async () => (await central.service('GET', '/metrics')).text()
/** The value of a series, by its name with labels in any order; undefined when there is none. */
const seriesOf = (all: string, name: string, labels: Record<string, string> = {}) => {
  const line = all
    .split('\n')
    .find(
      (l) =>
        l.split(/[{ ]/)[0] === name && Object.entries(labels).every(([k, v]) => l.includes(`${k}="${v}"`)),
    )
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}

describe('metrics', () => {
  it('[AP7] are Prometheus text, for administrators and services only', async () => {
    const { ana, sue, adam } = central.people
    for (const [person, status] of [
      [ana, 403],
      [sue, 403],
      [adam, 200],
    ] as const)
      expect((await (await central.signIn(person)).api('GET', '/metrics')).status).toBe(status)
    expect((await fetch(`${central.url}/api/v1/metrics`)).status).toBe(401)
    const answer = await central.service('GET', '/metrics')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const all = await answer.text()
    for (const line of all.split('\n').filter((l) => l !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? (-?[\d.e+-]+|[Nn]a[Nn]|[+-]Inf))$/)
    expect(seriesOf(all, 'leadwright_nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
    expect(seriesOf(all, 'leadwright_database_connections', { state: 'open' })).toBeGreaterThan(0)
    expect(seriesOf(all, 'leadwright_database_connections', { state: 'waiting' })).toBe(0)
  })

  it('[AP7] count requests by route and kind of status, rounds, events by verdict, rows and poke lines', async () => {
    const desk = await central.signIn(central.people.ana)
    const lead = newId()
    const captured = desk.captured(lead, { lastName: 'Prado', email: 'ana@oak.example' })
    await desk.sync([captured])
    await desk.sync([captured, { nonsense: true }])
    await central.service('GET', `/leads/${lead}`)
    await central.service('GET', `/leads/${newId()}`)
    await central.service('GET', '/nowhere/ana@oak.example')
    const csv = await fetch(`${central.url}/api/v1/imports/${newId()}?campaign=spring`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: 'First Name,E-Mail\nBen,ben@oak.example\nAna,ana@oak.example\n,\nKim,no-mail\n',
    })
    const imported = await csv.json()
    const line = new AbortController()
    const headers = { authorization: `Bearer ${desk.token}` }
    await fetch(`${central.url}/api/v1/poke`, { headers, signal: line.signal })

    const all = await text()
    expect(seriesOf(all, 'leadwright_sync_rounds_total')).toBe(2)
    const verdicts = ['applied', 'duplicate', 'rejected'].map((verdict) =>
      seriesOf(all, 'leadwright_sync_events_total', { verdict }),
    )
    expect(verdicts).toEqual([1, 1, 1])
    const requests = (route: string, status: string) =>
      seriesOf(all, 'leadwright_http_request_duration_seconds_count', { route: `/api/v1${route}`, status })
    expect(requests('/sync', '2xx')).toBe(2)
    expect(requests('/leads/:id', '2xx')).toBe(1)
    expect(requests('/leads/:id', '4xx')).toBe(1)
    for (const outcome of ['added', 'joined', 'unchanged', 'rejected'] as const)
      expect(seriesOf(all, 'leadwright_import_rows_total', { outcome })).toBe(imported[outcome])
    expect([imported.added, imported.joined]).toEqual([2, 1])
    expect(seriesOf(all, 'leadwright_poke_lines')).toBe(1)
    line.abort()
    await expect.poll(async () => seriesOf(await text(), 'leadwright_poke_lines')).toBe(0)
  })

  it('[AP7] tell of nobody', async () => {
    const { ana } = central.people
    expect(await text()).not.toMatch(new RegExp(`oak\\.example|Prado|${ana.id}|[0-9a-f]{8}-[0-9a-f]{4}-`))
  })

  it('[AP7] are those of one central each, also in one process', async () => {
    const other = await testCentral()
    const theirs = await (await other.service('GET', '/metrics')).text()
    expect(seriesOf(theirs, 'leadwright_sync_rounds_total')).toBe(0)
    expect(seriesOf(await text(), 'leadwright_sync_rounds_total')).toBe(2)
    await other.dispose()
  })
})
