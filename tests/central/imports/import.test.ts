import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCampaign } from '../../../central/store/campaigns.ts'
import type { ImportPreview } from '../../../shared/api/api.ts'
import type { ChannelPreview } from '../../../shared/api/channels.ts'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import { fieldValue, isDoNotCall } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { OwnField } from '../../../shared/policy/policy.ts'
import { type TestCentral, testCentral } from '../support.ts'
import { ansi, counts, GERMAN, importing, utf16 } from './importing.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())
const { send, leadsOf } = importing(() => central)

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
const FRENCH =
  'Prénom;Nom;Adresse e-mail;Téléphone;Société;Pays;Effectif;Échéance;Date de création\r\nZoé;Lefèvre;zoe@example.fr;01 99 00 12 34;Chêne;France;85;3 à 6 mois;03/11/2025\r\n'
const SPANISH =
  'Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;País;Presupuesto;Fecha\r\nIñigo;Peña;inigo@example.es;910 000 012;Ñandú;España;Aprobado;03/11/2025\r\n'

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

  test('[IN20] a row that stands in a file twice is one new lead, and one imported before', async () => {
    const row = 'Kofi Mensah,kofi@volta.example\n'
    const outcome = await send(`Full Name,E-Mail\n${row}${row}Lea Fischer,lea@alpen.example\n${row}`, {
      campaign: 'twice',
    })
    expect(counts(outcome)).toEqual({ rows: 4, added: 2, joined: 0, unchanged: 2, rejected: 0 })
    expect(await leadsOf('twice')).toHaveLength(2)
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

  test('[IN35] rows that nobody can work are stored, closed and counted', async () => {
    const file =
      'Name,Email,Phone,Do not call\nTest Test,test@test.com,,\nAna Prado,ana@oak.example,,\nOnly Name,,,\nBo Li,bo@oak.example,,yes\n'
    const outcome = await send(file, { campaign: 'invalid' })
    expect(outcome).toMatchObject({ rows: 4, added: 4, invalid: 2, rejected: 0 })
    const stages = Object.fromEntries(
      (await leadsOf('invalid')).map(({ lead, stage }) => [String(fieldValue(lead, 'lastName')), stage]),
    )
    expect(stages).toEqual({ Test: 'closed', Prado: 'open', Name: 'closed', Li: 'closed' })
    expect(await send(file, { campaign: 'invalid' })).toMatchObject({ unchanged: 4, invalid: 0 })
  })

  test('[IN61] a campaign’s own fields come by file and by response, and leave by channel, under their names', async () => {
    const choices = ['Planning', 'Tracking', 'Yard'].map((label) => ({ id: label.toLowerCase(), label }))
    const ownFields: OwnField[] = [
      { id: 'own.end', label: 'Contract ends', kind: 'date' },
      { id: 'own.interests', label: 'Interested in', kind: 'choices', choices },
    ]
    const policy = { ...DEFAULT_POLICY, ownFields }
    await createCampaign(central.store.db, { id: 'own', name: 'Own', policy })
    const file =
      'Email,Contract ends,Interested in\na@own.example,13/02/2027,"Yard, planning"\nb@own.example,02/03/2027,Sailing\n'
    const preview = await fetch(`${central.url}/api/v1/imports/preview?campaign=own`, {
      method: 'POST',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: file,
    })
    const { columns } = (await preview.json()) as ImportPreview
    expect(columns.map((c) => c.target)).toEqual(['email', 'own.end', 'own.interests'])
    const outcome = await send(file, { campaign: 'own' })
    expect(outcome.problems.map((p) => [p.line, p.column, p.reason])).toEqual([
      [3, 'Interested in', 'is none of: Planning, Tracking, Yard'],
    ])
    const [a] = (await leadsOf('own')).filter(({ lead }) => fieldValue(lead, 'email') === 'a@own.example')
    expect([fieldValue(a!.lead, 'own.end'), fieldValue(a!.lead, 'own.interests')]).toEqual([
      '2027-02-13',
      'planning;yard',
    ])

    const fields = { email: 'a@own.example', 'own.interests': 'Tracking', 'own.gone': 'x' }
    const response = await central.service('POST', '/responses', {
      campaign: 'own',
      channel: 'web',
      label: 'Form',
      at: '2026-11-20T10:00:00Z',
      fields,
    })
    expect(await response.json()).toMatchObject({
      outcome: 'joined',
      lead: a!.lead.id,
      problems: [{ pointer: '/fields/own.gone' }],
    })
    const mapping = [
      { name: 'Wants', field: 'own.interests' },
      { name: 'Ids', field: 'own.interests', as: 'id' },
      { name: 'Gone', field: 'own.gone' },
    ]
    await central.service('PUT', '/channels/sales', { kind: 'webhook', url: 'http://hook.example/', mapping })
    const look = await central.service('GET', `/channels/sales/preview?lead=${a!.lead.id}`)
    const { data } = ((await look.json()) as ChannelPreview).message!
    expect(data.mapped).toEqual({ Wants: 'Tracking', Ids: 'tracking', Gone: null })
    expect(data.lead.fields).toContainEqual({
      field: 'own.interests',
      label: 'Interested in',
      value: 'Tracking',
    })
  })
  test('[IN70] a damaged row is reported with its line though it holds what no database stores', async () => {
    const damaged = 'p@nul.example,x,<img src=x onerror=alert(1)>,a "quoted" word,Silva,nul\0byte,"two'
    const done = await send(`Email,First name,Last name,Company\nb@nul.example,Ben,Prado,Oak\n${damaged}\n`)
    expect(done.state).toBe('done')
    expect(done.problems).toContainEqual(expect.objectContaining({ line: 3 }))
    expect(JSON.stringify(done.problems)).not.toContain('\\u0000')
  })
})
