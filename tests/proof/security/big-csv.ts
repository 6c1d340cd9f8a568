import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportProgress, LeadPage } from '../../../shared/api/api.ts'
import { fieldValue } from '../../../shared/lead/lead.ts'
import { type CentralProcess, centralProcess } from '../../central/story/central-process.ts'
import { api, until } from '../../central/support.ts'
import type { Asked, Outcome, Proof, Size } from '../proof.ts'

const ROWS: Record<Size, number> = { test: 1500, short: 20_000, full: 1_000_000 }
/** Every so many rows one names nobody. */
const NOBODY = 10
const MOST_MB = 300
const CAMPAIGN = 'big'

/** [IN72] A large file; central is killed in the middle of it, and the file is sent again. */
export const bigCsv: Proof = {
  name: 'big-csv',
  async run({ size, sizes }: Asked): Promise<Outcome> {
    const rows = sizes.get('rows') ?? ROWS[size]
    const central = await centralProcess({ clock: '2026-11-24T10:00:00Z', env: { DATABASE_URL: '' } })
    try {
      return await sentTwice(central, rows)
    } finally {
      await central.dispose()
    }
  },
}

async function sentTwice(central: CentralProcess, rows: number): Promise<Outcome> {
  const first = put(central, 'first', fileOf(rows)).then(
    () => true,
    () => false,
  )
  const asking = await serviceOf(central)
  const written = async () => {
    const answer = await asking('GET', '/imports/first')
    return answer.status === 200 ? ((await answer.json()) as ImportProgress).rows : 0
  }
  await until('a third of it is written', async () => (await written()) >= rows / 3, 2 ** 30)
  await central.kill()
  const isThrough = await first

  const idle = await residentMb(central)
  let most = idle
  let isRunning = true
  const watching = (async () => {
    while (isRunning) {
      most = Math.max(most, await residentMb(central))
      await sleep(300)
    }
  })()
  const began = performance.now()
  const progress = await put(central, 'second', fileOf(rows))
  const seconds = (performance.now() - began) / 1000
  isRunning = false
  await watching
  const growth = Math.round(most - idle)
  const failures = [
    ...(await wrongIn(central, rows, progress)),
    ...(growth > MOST_MB ? [`central grew by ${growth} MB`] : []),
    ...(isThrough || progress.unchanged === 0 ? ['it was not killed in the middle'] : []),
  ]
  return {
    size: `${rows} rows, killed in the middle, sent again`,
    seeds: '',
    failures,
    note: `${progress.unchanged} rows were in, ${progress.added} came by the second try (${Math.round(rows / seconds)} rows/s), ${progress.rejected} reported; central grew by ${growth} MB`,
  }
}

const isNobody = (n: number): boolean => n % NOBODY === NOBODY - 1

/** Made as it is sent. */
async function* fileOf(rows: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('First name,Last name,Email,Phone,Company,Country\n')
  for (let from = 0; from < rows; from += 250) {
    const lines = Array.from({ length: Math.min(250, rows - from) }, (_, i) => {
      const n = from + i
      return isNobody(n) ? ',,,,Oak,US\n' : `Ana,Prado ${n},ana.${n}@example.com,,"Oak, ${n % 977}",US\n`
    })
    yield Buffer.from(lines.join(''))
  }
}

async function put(
  central: CentralProcess,
  id: string,
  body: AsyncGenerator<Uint8Array>,
): Promise<ImportProgress> {
  const answer = await fetch(`${central.url}/api/v1/imports/${id}?campaign=${CAMPAIGN}&fileName=big.csv`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await central.token()}`, 'content-type': 'text/csv' },
    body: Readable.toWeb(Readable.from(body, { objectMode: false })),
    duplex: 'half',
  } as RequestInit)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as ImportProgress
}

const serviceOf = async (central: CentralProcess) =>
  api(central.url, { authorization: `Bearer ${await central.token()}` })

async function residentMb(central: CentralProcess): Promise<number> {
  const text = await (await (await serviceOf(central))('GET', '/metrics')).text()
  return Number(/process_resident_memory_bytes(?:\{[^}]*\})? (\d\S*)$/m.exec(text)?.[1]) / 2 ** 20
}

async function wrongIn(central: CentralProcess, rows: number, progress: ImportProgress): Promise<string[]> {
  const service = await serviceOf(central)
  const nobody = Array.from({ length: rows }, (_, n) => n).filter(isNobody)
  const { state, added, joined, unchanged, rejected } = progress
  const wrong: string[] = []
  if (state !== 'done' || progress.rows !== rows || joined !== 0 || rejected !== nobody.length)
    wrong.push(`it ended as ${JSON.stringify({ ...progress, problems: [] })}`)
  if (added + unchanged !== rows - nobody.length)
    wrong.push(`${added} added and ${unchanged} known make not all rows`)
  const csv = await (await service('GET', '/imports/second/problems.csv')).text()
  const lines = new Set(
    csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0])),
  )
  const untold = nobody.filter((n) => !lines.has(n + 2))
  if (untold.length > 0 || lines.size !== nobody.length)
    wrong.push(`${lines.size} lines are reported, ${untold.length} of those refused are not`)
  const mails = new Set<string>()
  let leads = 0
  for (let next: string | null = ''; next !== null; ) {
    const page = (await (
      await service('GET', `/leads?limit=1000${next && `&cursor=${next}`}`)
    ).json()) as LeadPage
    leads += page.leads.length
    for (const { lead } of page.leads) mails.add(String(fieldValue(lead, 'email')))
    next = page.next
  }
  if (leads !== rows - nobody.length || mails.size !== leads)
    wrong.push(`${leads} leads of ${mails.size} persons, of ${rows - nobody.length} rows`)
  return wrong
}
