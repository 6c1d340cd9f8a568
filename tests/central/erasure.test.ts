import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HELD, IMPERSONAL } from '../../central/devices/held.ts'
import { cleanOutbox } from '../../central/mail/clean-outbox.ts'
import { writeMails } from '../../central/mail/write-mails.ts'
import { inTransaction } from '../../central/store/database/retry.ts'
import type { Erased, LeadExport } from '../../shared/api/devices.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { importing } from './imports/importing.ts'
import { realDesk } from './real-desk.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral, until } from './support.ts'
import { tablesOf, tracesOf } from './traces.ts'

let central: TestCentral
let ana: TestDevice
let adam: TestDevice
beforeAll(async () => {
  central = await testCentral()
  ana = await central.signIn(central.people.ana)
  adam = await central.signIn(central.people.adam)
})
afterAll(() => central.dispose())

const { send } = importing(() => central)
const erase = (lead: string, suppress = false) =>
  adam.api('POST', `/leads/${lead}/erase`, { reason: 'letter of 3 November, no. 17', suppress })
const leadOf = (id: string) => central.service('GET', `/leads/${id}`)
const respond = (fields: object, more: object = {}) =>
  central.service('POST', '/responses', {
    campaign: CAMPAIGN,
    channel: 'web',
    label: 'Pricing page',
    fields,
    ...more,
  })
const onList = (list: string) =>
  central.store.db
    .selectFrom('suppression_keys')
    .select('key')
    .where('list', '=', list)
    .where('removed', '=', false)
    .execute()
    .then((rows) => rows.map((r) => r.key))

let people = 0
/** Somebody whose every word can be found again. */
function somebody() {
  people += 1
  const word = `zyx${String(people).padStart(3, 'q')}q`
  const phone = `+4479460${String(10_000 + people)}`
  return { word, phone, email: `${word}@example.com`, words: [word, phone] }
}

/** A lead of hers that is known from everywhere, merged of two, called, noted and handed off. */
async function knownEverywhere() {
  const who = somebody()
  const { word, phone, email } = who
  const first = await (
    await respond({ firstName: word, email, phone, company: `${word} Ltd` }, { notes: [`${word} asked`] })
  ).json()
  await send(`First name,E-mail,Phone,Timeline\n${word},${email},${phone},some day ${word}\n`, {
    campaign: CAMPAIGN,
    fileName: `expo-${people}.csv`,
  })
  const second = newId()
  const call = newId()
  await ana.sync([
    ana.captured(second, { firstName: word, lastName: word, email: `other-${email}` }),
    ana.event({
      leadId: second,
      type: 'call.started',
      payload: { call, phone, at: new Date().toISOString() },
    }),
    ana.event({
      leadId: second,
      type: 'note.written',
      payload: { note: newId(), text: `said that ${word} is ill` },
    }),
  ])
  const sue = await central.signIn(central.people.sue)
  await sue.sync([
    sue.event({ leadId: second, type: 'lead.merged', payload: { merge: newId(), other: first.lead } }),
    sue.event({ leadId: first.lead, type: 'route.set', payload: { route: 'hot', reason: `${word} is` } }),
    sue.event({
      leadId: second,
      type: 'call.finished',
      payload: {
        call,
        at: new Date().toISOString(),
        disposition: 'completed',
        flags: {
          humanAnswered: true,
          rightParty: true,
          unworkable: false,
          doNotCall: false,
          completed: true,
        },
      },
    }),
  ])
  const { db } = central.store
  await db
    .insertInto('mails')
    .values({
      id: newId(),
      kind: 'handOff',
      to_name: word,
      to_address: email,
      from_name: null,
      from_address: null,
      subject: word,
      body: word,
      html: null,
      lead: second,
      unsubscribe: null,
      at: new Date().toISOString(),
      next_at: null,
      sent_at: null,
      last_error: null,
    })
    .execute()
  await db
    .insertInto('mail_addresses')
    .values({ key: suppressionKey('email', email), bounced_at: null, complained_at: null, last_error: word })
    .execute()
  const off = await central.signIn(central.people.ana)
  await adam.api('POST', `/devices/${off.person}/${off.id}/revoke`, { reason: 'lost' })
  await off.post([
    off.event({ leadId: second, type: 'note.written', payload: { note: newId(), text: `late of ${word}` } }),
  ])
  return { ...who, first: first.lead as string, second }
}

describe('erasure', () => {
  it('[ER10] removes the files that mails to the person became, and no others', async () => {
    const { store, dataDir } = central
    const outbox = join(dataDir, 'outbox')
    const [gone, stays] = [newId(), newId()]
    await ana.sync([
      ana.captured(gone, { email: 'gone@example.com' }),
      ana.captured(stays, { email: 'stays@example.com' }),
    ])
    const mails = [gone, stays].map((lead) => ({ id: newId(), lead }))
    await inTransaction(store.db, (tx) =>
      writeMails(
        tx,
        store,
        mails.map(({ id, lead }) => ({
          id,
          lead,
          kind: 'handOff',
          to: { name: '', address: 'sales@example.com' },
          subject: 'A lead',
          text: 'Of whom one is told here',
          html: null,
        })),
        Date.now(),
      ),
    )
    const files = async () =>
      (await readdir(outbox)).filter((name) => mails.some(({ id }) => name === `${id}.eml`))
    await until('both are written', async () => existsSync(outbox) && (await files()).length === 2)
    expect((await erase(gone)).status).toBe(200)
    await cleanOutbox(store.db, outbox)
    expect(await files()).toEqual([`${mails[1]!.id}.eml`])
    await cleanOutbox(store.db, join(dataDir, 'not there'))
  })

  it('[ER1] knows every table there is', async () => {
    const known = [...HELD.map((h) => h.table), ...IMPERSONAL]
    const tables = (await tablesOf(central.store.db)).filter(
      ({ schema, name }) => schema === 'public' && !name.startsWith('kysely_'),
    )
    expect(tables.map((t) => t.name).sort()).toEqual([...known].sort())
  })

  it('[ER1] [ER2] leaves nothing of the person anywhere, all parts, and everything of others', async () => {
    const { words, word, first, second } = await knownEverywhere()
    const bob = newId()
    await ana.sync([ana.captured(bob, { firstName: 'Bob', lastName: word.slice(0, 3) })])
    const before = await (await leadOf(bob)).json()
    const { db } = central.store
    expect(await tracesOf(db, words)).toEqual(
      expect.arrayContaining(['events', 'import_problems', 'leads', 'mails', 'quarantine']),
    )
    const handOffs = await db
      .selectFrom('hand_offs')
      .select('id')
      .where('lead', 'in', [first, second])
      .execute()
    expect(handOffs.length).toBeGreaterThan(0)

    const answer = await erase(first)
    expect(answer.status).toBe(200)
    const said: Erased = await answer.json()
    expect(said).toMatchObject({
      parts: [first, second].sort(),
      by: adam.person,
      reason: 'letter of 3 November, no. 17',
      suppressed: false,
    })
    expect(await tracesOf(db, words)).toEqual([])
    for (const id of [first, second]) expect((await leadOf(id)).status).toBe(404)
    expect(
      await db.selectFrom('hand_offs').select('id').where('lead', 'in', [first, second]).execute(),
    ).toEqual(handOffs)
    expect(await (await leadOf(bob)).json()).toEqual(before)

    expect(await (await erase(second)).json()).toEqual(said)
    const { erasures } = await (await adam.api('GET', '/erasures')).json()
    expect(erasures[0]).toEqual(said)
    expect((await erase(newId())).status).toBe(404)
  })

  it('[ER3] what comes later for an erased lead is forgotten, and merges with it, too', async () => {
    const who = somebody()
    const [lead, other] = [newId(), newId()]
    const capture = ana.captured(lead, { firstName: who.word, phone: who.phone })
    await ana.sync([capture, ana.captured(other)])
    await erase(lead)
    const { verdicts } = await ana.sync([
      capture,
      ana.answered(lead, 'budget', 'none'),
      ana.event({ leadId: other, type: 'lead.merged', payload: { merge: newId(), other: lead } }),
      ana.event({ leadId: other, type: 'lead.keptApart', payload: { other: lead, reason: '' } }),
      ana.answered(other, 'budget', 'none'),
    ])
    expect(verdicts.map((v) => (v.verdict === 'rejected' ? v.fault.kind : v.verdict))).toEqual([
      'erased',
      'erased',
      'erased',
      'erased',
      'applied',
    ])
    expect(await tracesOf(central.store.db, who.words)).toEqual([])
  })

  it('[ER4] desks are told: the view of the person, and those that never had it, without naming anybody', async () => {
    const lead = newId()
    const ben = await central.signIn(central.people.ben)
    await ben.pull()
    await ana.sync([ana.captured(lead)])
    await ana.pull()
    await erase(lead)
    const told = { id: lead, to: null, stage: 'closed', erased: true }
    expect((await ana.pull()).removed).toContainEqual(told)
    expect((await ben.pull()).removed).toContainEqual(told)
    expect((await ana.pull()).removed).toEqual([])
  })

  it('[ER5] a response that comes later makes a new lead; one that came before does not come again', async () => {
    const { word, email, words } = somebody()
    const fields = { firstName: word, email }
    const { lead } = await (await respond(fields, { id: `r-${word}` })).json()
    const file = `First name,E-mail,Company\n${word},${email},${word} Ltd\n`
    await send(file, { campaign: CAMPAIGN })
    await erase(lead)
    expect((await respond(fields, { id: `r-${word}` })).status).toBe(410)
    expect(await send(file, { campaign: CAMPAIGN })).toMatchObject({ rejected: 1, added: 0 })
    expect(await tracesOf(central.store.db, words)).toEqual([])
    const later = await (await respond(fields, { id: `later-${word}` })).json()
    expect(later).toMatchObject({ outcome: 'added' })
    expect(later.lead).not.toBe(lead)
  })

  it('[ER6] suppressed, the person’s numbers and addresses are on a list; not without, but for a do-not-call', async () => {
    const [kept, barred, asked] = [somebody(), somebody(), somebody()]
    const leadsOf = [newId(), newId(), newId()] as const
    const capture = (lead: string, { phone, email }: ReturnType<typeof somebody>) =>
      ana.captured(lead, { phone, email })
    await ana.sync([
      capture(leadsOf[0], kept),
      capture(leadsOf[1], barred),
      ana.answered(leadsOf[1], 'mobile', '+447946099999'),
      capture(leadsOf[2], asked),
      ana.event({
        leadId: leadsOf[2],
        type: 'consent.recorded',
        payload: {
          consent: newId(),
          for: 'phone',
          given: false,
          basis: 'asked',
          text: 'No more calls',
          at: new Date().toISOString(),
        },
      }),
    ])
    await erase(leadsOf[0])
    await erase(leadsOf[1], true)
    await erase(leadsOf[2])
    const keys = (of: ReturnType<typeof somebody>) => [
      suppressionKey('phone', of.phone),
      suppressionKey('email', of.email),
    ]
    const listed = await onList('erased')
    expect(listed).toEqual(
      expect.arrayContaining([...keys(barred), suppressionKey('phone', '+447946099999'), ...keys(asked)]),
    )
    for (const key of keys(kept)) expect(listed).not.toContain(key)
    const again = await (
      await respond({ firstName: 'Back', email: barred.email, phone: barred.phone })
    ).json()
    expect(again.outcome).toBe('added')
    const check = await adam.api('POST', '/contact-check', { lead: again.lead, number: barred.phone })
    expect((await check.json()).barred.length).toBeGreaterThan(0)
    const put = await fetch(`${central.url}/api/v1/suppressions/erased`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: '+447946000000',
    })
    expect(put.status).toBe(403)
  })

  it('[ER7] before, everything that is held can be handed to the person', async () => {
    const { first, second, words } = await knownEverywhere()
    const answer = await adam.api('GET', `/leads/${second}/export`)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const held: LeadExport = await answer.json()
    expect(held.parts).toEqual([first, second].sort())
    const { db } = central.store
    expect(Object.keys(held.held)).toEqual(expect.arrayContaining(await tracesOf(db, words)))
    expect(JSON.stringify(held.held.events)).toContain('said that')
    await erase(first)
    expect((await adam.api('GET', `/leads/${second}/export`)).status).toBe(404)
  })

  it('[ER8] while events of the lead come in from everywhere, nothing comes back', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { word, email, phone, words } = somebody()
      const lead = newId()
      const sue = await central.signIn(central.people.sue)
      const other = newId()
      await ana.sync([ana.captured(lead, { firstName: word, email, phone }), ana.captured(other)])
      const note = (device: TestDevice, text: string) =>
        device.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text } })
      const merge = sue.event({ leadId: lead, type: 'lead.merged', payload: { merge: newId(), other } })
      const answers = await Promise.all([
        ana.post([note(ana, word), note(ana, word)]),
        erase(lead),
        sue.post([note(sue, word)]),
        round % 2 === 0 ? sue.post([merge]) : ana.post([note(ana, word)]),
      ])
      expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200])
      expect(await tracesOf(central.store.db, words)).toEqual([])
      const merged = (await leadOf(other)).status === 404
      const { erasures } = await (await adam.api('GET', '/erasures')).json()
      expect(erasures[0].parts.includes(other)).toBe(merged)
    }
  })

  it('[ER4] a real desk forgets it: rows, what waits, what was refused, journal and index', async () => {
    const { word, phone, words } = somebody()
    const desk = await realDesk(central, central.people.ben)
    const [lead, other] = [newId(), newId()]
    const capture = (id: string, fields: object) => ({
      leadId: id,
      type: 'lead.captured' as const,
      payload: { campaign: CAMPAIGN, channel: 'desk' as const, label: 'by hand', at: null, fields },
    })
    await desk.transactor.commit([
      capture(lead, { firstName: word, phone }) as never,
      capture(other, { firstName: 'Bob', phone: '+447946012345' }) as never,
    ])
    await desk.round()
    await desk.transactor.commit([
      { leadId: lead, type: 'note.written', payload: { note: newId(), text: word } },
      { leadId: other, type: 'note.written', payload: { note: newId(), text: 'of Bob' } },
    ])
    await erase(lead)
    await desk.round()
    expect(desk.reader.rows().map((r) => r.id)).not.toContain(lead)
    expect(desk.reader.row(other)).toBeDefined()
    expect(desk.reader.erased().has(lead)).toBe(true)
    expect([desk.port.waiting(), desk.port.parked()]).toEqual([0, 0])
    expect(await desk.store.db.leads.get(lead)).toBeUndefined()
    expect((await desk.store.db.pages.toArray()).flatMap((page) => page.leads)).not.toContain(lead)
    const acked = await Promise.all(
      (await desk.store.db.acked.toArray()).map(({ id, sealed }) =>
        desk.store.sealer.open<{ leadId: string }>(`event:${id}`, sealed),
      ),
    )
    expect(acked.map((e) => e.leadId)).not.toContain(lead)
    expect(desk.reader.withKeys([`phone:${phone}`])).toEqual([])
    await desk.stop()
    expect(await tracesOf(central.store.db, words)).toEqual([])
  })
})
