import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportProgress, LeadPage } from '../../../shared/api/api.ts'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import { fieldValue, isDoNotCall } from '../../../shared/lead/lead.ts'
import { type TestCentral, testCentral, until } from '../support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

let ids = 0
/** Sends bytes as a file and gives the outcome. */
async function send(
  body: string | Uint8Array<ArrayBuffer>,
  query: Record<string, string> = {},
): Promise<ImportProgress> {
  ids += 1
  const params = new URLSearchParams({ campaign: `c${ids}`, fileName: 'leads.csv', ...query })
  const response = await fetch(`${central.url}/api/v1/imports/run-${ids}?${params}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
    body,
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as ImportProgress
}
const counts = ({ rows, added, joined, unchanged, rejected }: ImportProgress) => ({
  rows,
  added,
  joined,
  unchanged,
  rejected,
})

interface Event {
  type: string
  payload: Record<string, unknown>
}

/** The leads of a campaign with their events, as central's API gives them. */
async function leadsOf(campaign: string) {
  const list = (await (await central.service('GET', `/leads?campaign=${campaign}`)).json()) as LeadPage
  return Promise.all(
    list.leads.map(async ({ lead }) => {
      const response = await central.service('GET', `/leads/${lead.id}/events`)
      return { lead, events: ((await response.json()) as { events: Event[] }).events }
    }),
  )
}

const HUBSPOT =
  'Record ID,First Name,Last Name,Email,Phone Number,Company Name,Create Date,Lead Status\r\n' +
  '501,Ana,Prado,ana.prado@example.com,+1 757 555 0142,Bright Harbor,2026-11-03 14:05,New\r\n' +
  '502,Ben,Öz,ben@example.org,,"Oak,\r\nElm",2026-11-04 09:00,New\r\n' +
  '503,,,no-mail,123,=cmd(),2026-11-04 09:00,New\r\n' +
  ',,,no-mail,123,Nobody,,New\r\n'

const SALESFORCE =
  '"First Name","Last Name","Title","Company / Account","Lead Source","State/Province","Country","Phone","Email","Do Not Call","Created Date"\n' +
  '"Kim","Ray","COO","Oak Ltd","Trade Show","VA","USA","(757) 555-0143","kim@example.com","1","11/23/2025"\n'
const PIPEDRIVE =
  'Person - Name,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Mobile,Person - Person created\n' +
  'Lee van der Berg,Oak Ltd,,lee@example.com,+31 6 12345678,2025-11-23 10:00:00\n'
const GERMAN =
  'Vorname;Nachname;E-Mail;Telefon;Firma;Land;Anzahl Mitarbeiter;Kaufzeitpunkt;Datum\r\nJörg;Größe;joerg@example.de;030 23125 123;Öl & Söhne;Deutschland;1.200;Innerhalb von 3 Monaten;03.11.2025\r\n'
const FRENCH =
  'Prénom;Nom;Adresse e-mail;Téléphone;Société;Pays;Effectif;Échéance;Date de création\r\nZoé;Lefèvre;zoe@example.fr;01 99 00 12 34;Chêne;France;85;3 à 6 mois;03/11/2025\r\n'
const SPANISH =
  'Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;País;Presupuesto;Fecha\r\nIñigo;Peña;inigo@example.es;910 000 012;Ñandú;España;Aprobado;03/11/2025\r\n'

/** Windows-1252 of text without characters from 0x80 to 0x9f. */
const ansi = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))

describe('an import', () => {
  test('[IN5] NUL is left out, wherever it stands; central takes the row', async () => {
    const rows = `Name,Email,Od\0d,Notes\nA\0na Prado,nul@example.com,x\0y,a\0b\n${'Ben,,,\n'.repeat(40)}`
    const outcome = await send(utf16(rows), { campaign: 'N\0ul', fileName: 'n\0.csv' })
    expect(outcome).toMatchObject({ campaign: 'nul', fileName: 'n.csv', rejected: 0 })
    const [nul] = (await leadsOf('nul')).filter(({ lead }) => fieldValue(lead, 'email'))
    expect([fieldValue(nul!.lead, 'firstName'), fieldValue(nul!.lead, 'lastName')]).toEqual(['Ana', 'Prado'])
    expect(nul?.lead.notes[0]?.text).toBe('ab')
    expect(nul?.events[0]?.payload.raw).toMatchObject({ Odd: 'xy' })
  })

  test('[IN6] [IN10] [IN20] stores leads, reports problems, and the same file again adds nothing', async () => {
    const first = await send(HUBSPOT, { campaign: 'hub' })
    expect(counts(first)).toEqual({ rows: 4, added: 2, joined: 0, unchanged: 0, rejected: 2 })
    const where = first.problems.map((p) => [p.line, p.column, p.value, p.rejected])
    expect(where).toContainEqual([5, 'Email', 'no-mail', true])
    expect(where).toContainEqual([5, '', '', true])
    expect(where.map(([line]) => line)).toEqual([5, 5, 5, 6, 6, 6])
    expect(where).toContainEqual([6, '', '', true])
    const again = await send(HUBSPOT, { campaign: 'hub', fileName: 'other.csv' })
    expect(counts(again)).toEqual({ rows: 4, added: 0, joined: 0, unchanged: 2, rejected: 2 })
    const ana = (await leadsOf('hub')).find(({ lead }) => fieldValue(lead, 'firstName') === 'Ana')
    expect(ana?.lead.responses).toMatchObject([{ label: 'leads.csv line 2', at: '2026-11-03T14:05:00.000Z' }])
  })

  test('[IN1] [IN13] reads what CRMs and spreadsheets write', async () => {
    const files: [string, string | Uint8Array<ArrayBuffer>, Record<string, unknown>][] = [
      [
        'sf',
        SALESFORCE,
        { email: 'kim@example.com', phone: '+17575550143', state: 'VA', country: 'US', jobTitle: 'COO' },
      ],
      [
        'pd',
        PIPEDRIVE,
        { firstName: 'Lee', lastName: 'van der Berg', email: 'lee@example.com', mobile: '+31612345678' },
      ],
      [
        'de',
        ansi(GERMAN),
        {
          firstName: 'Jörg',
          phone: '+493023125123',
          companySize: 's501up',
          timeline: 'within3',
          country: 'DE',
        },
      ],
      [
        'fr',
        utf16(FRENCH),
        {
          firstName: 'Zoé',
          lastName: 'Lefèvre',
          phone: '+33199001234',
          companySize: 's20to119',
          timeline: 'm3to6',
        },
      ],
      [
        'es',
        `\ufeff${SPANISH}`,
        { firstName: 'Iñigo', lastName: 'Peña', phone: '+34910000012', budget: 'approved', country: 'ES' },
      ],
    ]
    for (const [campaign, body, fields] of files) {
      const outcome = await send(body, { campaign })
      expect([campaign, outcome.added, outcome.problems]).toEqual([campaign, 1, []])
      const [found] = await leadsOf(campaign)
      for (const [field, value] of Object.entries(fields))
        expect([campaign, field, fieldValue(found!.lead, field as FieldId)]).toEqual([campaign, field, value])
      if (campaign !== 'pd' && campaign !== 'sf')
        expect(found!.lead.capturedAt).toBe('2025-11-03T00:00:00.000Z')
    }
    expect(isDoNotCall((await leadsOf('sf'))[0]!.lead)).toBe(true)
  })

  test('[IN21] rows of one person join one lead; a shared switchboard joins nobody', async () => {
    const file =
      'Email,Phone,Name\na@example.com,+17575550142,A One\nA@EXAMPLE.com,,A One\nb@example.com,+17575550142,B Two\n,+17575550142,A One\n'
    expect(counts(await send(file, { campaign: 'joins' }))).toEqual({
      rows: 4,
      added: 2,
      joined: 2,
      unchanged: 0,
      rejected: 0,
    })
    expect(await leadsOf('joins')).toHaveLength(2)
    expect(counts(await send(file, { campaign: 'joins' }))).toMatchObject({
      added: 0,
      joined: 0,
      unchanged: 4,
    })
  })

  test('[IN10] [IN21] an id alone makes no lead, but joins the one that has it', async () => {
    const rows = 'Record ID,Name,City\n901,,Ulm\n902,Ana,\n902,,Bonn\n'
    const first = await send(rows, { campaign: 'ids' })
    expect(counts(first)).toEqual({ rows: 3, added: 1, joined: 1, unchanged: 0, rejected: 1 })
    expect(first.problems).toEqual([
      { line: 2, column: '', value: '', reason: expect.stringContaining('nobody to reach'), rejected: true },
    ])
    const joined = await send('Record ID,Industry\n902,Machines\n901,Trade\n', { campaign: 'ids' })
    expect(counts(joined)).toEqual({ rows: 2, added: 0, joined: 1, unchanged: 0, rejected: 1 })
    const [only, ...others] = await leadsOf('ids')
    expect([fieldValue(only!.lead, 'city'), fieldValue(only!.lead, 'lastName'), others]).toEqual([
      'Bonn',
      'Ana',
      [],
    ])
  })

  test('[IN26] says which columns it left out, at most fifty', async () => {
    const outcome = await send('Name,Annual Revenue,Email,Shoe size\nAna,1,a@example.com,44\n')
    expect(outcome.ignored).toEqual(['Annual Revenue', 'Shoe size'])
    const many = Array.from({ length: 60 }, (_, i) => `x${i}y`)
    expect((await send(`Name,${many}\nAna\n`)).ignored).toEqual(many.slice(0, 50))
  })

  test('[IN22] import, answer, import again: the answer stands', async () => {
    const dated = 'Email,Budget,Create Date\na@example.com,None yet,2026-11-01\n'
    await send(dated, { campaign: 'answers' })
    const [before] = await leadsOf('answers')
    const device = await central.signIn(central.people.sue)
    const { verdicts } = await device.sync([device.answered(before!.lead.id, 'budget', 'approved')])
    expect(verdicts).toMatchObject([{ verdict: 'applied' }])
    await send(dated, { campaign: 'answers' })
    await send('Email,Budget\na@example.com,Planned\n', { campaign: 'answers' })
    const [after] = await leadsOf('answers')
    expect(fieldValue(after!.lead, 'budget')).toBe('approved')
    expect(after!.lead.fields.budget?.map((v) => v.value)).toEqual(['approved', 'none', 'planned'])
  })

  test('[IN2] a map names what headers do not; a wrong one is an error that names the header', async () => {
    const file = 'Kontaktweg,Wer\na@example.com,Ana\n'
    const mapped = await send(file, { map: '{"Wer":"firstName","Kontaktweg":"email"}' })
    expect(counts(mapped)).toMatchObject({ added: 1 })
    await expect(send(file, { map: '{"Wer":"colour"}' })).rejects.toThrow(/400.*Wer/s)
    expect(await send(file, { map: '{"Nope":"email"}' })).toMatchObject({
      state: 'failed',
      error: 'The file has no column "Nope".',
    })
  })

  test('[IN18] no table: one clear line, however much is sent', async () => {
    const big = new Uint8Array(5_000_000)
    expect(await send(big)).toMatchObject({
      state: 'failed',
      rows: 0,
      error: expect.stringContaining('binary'),
    })
    expect(await send('Dear all,\nhello\n')).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/no table/),
    })
  })

  test('[IN18] a header without rows fails, and makes no campaign', async () => {
    for (const body of ['Name,Email\n', 'Name;Email;Rating'])
      expect(await send(body, { campaign: 'headers only' })).toMatchObject({
        state: 'failed',
        error: 'The file has a header and no rows.',
      })
    const { campaigns } = await (await central.service('GET', '/campaigns')).json()
    expect(campaigns.map((c: { id: string }) => c.id)).not.toContain('headers-only')
  })

  test('[IN24] problems are a CSV without formulas', async () => {
    const { id } = await send('Email,Phone\na@example.com,=1+1\n')
    const text = await (await central.service('GET', `/imports/${id}/problems.csv`)).text()
    expect(text.split('\r\n').slice(1)).toEqual([`2,Phone,"'=1+1",is no phone number,no`, ''])
  })

  test('[IN23] broken off, it keeps what it wrote; the same file again completes it', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `Ana ${i},a${i}@example.com\n`)
    const abort = new AbortController()
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(Buffer.from(`Name,Email\n${lines.slice(0, 4000).join('')}`))
      },
    })
    const broken = fetch(`${central.url}/api/v1/imports/broken?campaign=broken`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
      signal: abort.signal,
    } as RequestInit)
    const progress = async () =>
      (await (await central.service('GET', '/imports/broken')).json()) as ImportProgress
    await until('rows are written', async () => (await progress()).added >= 1000)
    abort.abort()
    await expect(broken).rejects.toThrow()
    await until('it has ended', async () => (await progress()).state === 'cancelled')
    const { added } = await progress()
    expect(added).toBeGreaterThanOrEqual(1000)
    const whole = await send(`Name,Email\n${lines.join('')}`, { campaign: 'broken' })
    expect(whole).toMatchObject({ state: 'done', rows: 5000, added: 5000 - added, unchanged: added })
  })

  test('[IN23] cancelled, it keeps what it wrote', async () => {
    let stop = false
    const body = new ReadableStream({
      async pull(controller) {
        if (stop) return controller.close()
        const lines = Array.from({ length: 500 }, (_, i) => `Ana,x${performance.now()}.${i}@example.com\n`)
        controller.enqueue(Buffer.from(`Name,Email\n${lines.join('')}`))
        await new Promise((done) => setTimeout(done, 20))
      },
    })
    const sent = fetch(`${central.url}/api/v1/imports/stopped?campaign=stopped`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit)
    const progress = async () =>
      (await (await central.service('GET', '/imports/stopped')).json()) as ImportProgress
    await until('rows are written', async () => (await progress()).added >= 500)
    expect((await central.service('DELETE', '/imports/stopped')).status).toBe(204)
    await until('it has ended', async () => (await progress()).state === 'cancelled')
    stop = true
    expect((await (await sent).json()) as ImportProgress).toMatchObject({
      state: 'cancelled',
      added: (await progress()).added,
    })
    expect((await central.service('DELETE', '/imports/nothing')).status).toBe(404)
  })

  test('agents may not import', async () => {
    const device = await central.signIn(central.people.ana)
    expect((await device.api('GET', '/imports/run-1')).status).toBe(403)
  })
})

describe('a preview', () => {
  test('shows encoding, delimiter, columns and samples, and stores nothing', async () => {
    const response = await fetch(`${central.url}/api/v1/imports/preview`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${central.serviceToken}`,
        'content-type': 'application/octet-stream',
      },
      body: ansi(GERMAN),
    })
    expect(await response.json()).toMatchObject({
      encoding: 'Windows-1252',
      delimiter: ';',
      rows: 1,
      columns: expect.arrayContaining([
        { header: 'Vorname', target: 'firstName', by: 'header', samples: ['Jörg'] },
      ]),
    })
  })

  test('[IN40] leaves nothing unread on the connection: the next request on it is answered', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (method: string, path: string, body = '') =>
      new Promise<number>((done, fail) => {
        const headers = {
          authorization: `Bearer ${central.serviceToken}`,
          'content-type': 'application/octet-stream',
        }
        const sent = request(`${central.url}/api/v1${path}`, { method, agent, headers }, (answer) => {
          answer.resume()
          answer.once('end', () => done(answer.statusCode ?? 0))
        })
        sent.once('error', fail)
        sent.setTimeout(10_000, () => sent.destroy(new Error('no answer')))
        sent.end(body)
      })
    const head = `Name;E-Mail;Telefon\n${'Ada;ada@example.com;+12125550100\n'.repeat(20_000)}`
    expect(await ask('POST', '/imports/preview', head)).toBe(200)
    expect(await ask('PUT', '/imports/after-preview?campaign=after', head)).toBe(200)
    agent.destroy()
  })
})
