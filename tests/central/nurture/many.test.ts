import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { workDue } from '../../../central/nurture/work-due.ts'
import { newId, until } from '../support.ts'
import { MINUTE, NURTURED, nurturing } from './nurturing.ts'

const office = nurturing()
const { made, alone, sue, consent, arrives, mailsTo, arrived } = office

describe('many', () => {
  const crowd = async (count: number) => {
    const desk = await sue()
    const people = Array.from({ length: count }, (_, i) => ({
      lead: newId(),
      email: `crowd${i}@example.net`,
    }))
    await desk.sync(
      people.flatMap(({ lead, email }) => [
        desk.captured(lead, { ...NURTURED, email }),
        consent(desk, lead, true),
      ]),
    )
    return people
  }
  const written = (campaign: string) =>
    office.central.store.db
      .selectFrom('nurture_mails as n')
      .innerJoin('mails as m', 'm.id', 'n.id')
      .select('m.to_address as to')
      .where('n.nurture_campaign', '=', campaign)
      .execute()

  it('[NU8] several centrals at once, one of which fails, write each mail once', async () => {
    const campaign = await alone()
    const people = await crowd(150)
    const { store } = office.central
    const failing = {
      ...store,
      jobs: {
        send: () => {
          throw Object.assign(new Error('the queue is gone'), { code: 'ECONNRESET' })
        },
      },
    }
    office.now += 10 * MINUTE
    const onError = (error: Error) => {
      throw error
    }
    const at = office.now
    const runs = [store, failing, store, store, failing].map((deps) => workDue({ ...deps, onError }, at))
    await Promise.allSettled(runs)
    await until('all are written', async () => (await written(campaign.id)).length >= people.length)
    await workDue({ ...store, onError }, at)
    const to = (await written(campaign.id)).map((m) => m.to)
    expect(to.sort()).toEqual(people.map((p) => p.email).sort())
  })

  it('[NU22] an enrolment that cannot be worked is put off, and keeps no other waiting', async () => {
    const { db } = office.central.store
    await alone()
    const broken = await made({ name: 'Broken' })
    const { email, lead } = await arrives()
    const { body } = await db
      .selectFrom('nurture_campaigns')
      .select('body')
      .where('id', '=', broken.id)
      .executeTakeFirstOrThrow()
    const write = (changed: unknown) =>
      db
        .updateTable('nurture_campaigns')
        .set({ body: JSON.stringify(changed) })
        .where('id', '=', broken.id)
        .execute()
    await write({ ...body, steps: body.steps.map((step) => ({ ...step, content: null })) })
    office.now += 10 * MINUTE
    const due = office.now
    await arrived(email, 1)
    const nextAt = async () =>
      (
        await db
          .selectFrom('nurture_enrolments')
          .select('next_at')
          .where('nurture_campaign', '=', broken.id)
          .where('lead', '=', lead)
          .executeTakeFirstOrThrow()
      ).next_at
    await until('it is put off', async () => Date.parse((await nextAt()) ?? '') === due + 10 * MINUTE)
    await write(body)
    office.now += 10 * MINUTE
    await arrived(email, 2)
    expect(mailsTo(email)).toHaveLength(2)
  })

  it('[NU8] due steps are found by an index of what waits, however much is done', async () => {
    const { db } = office.central.store
    const campaign = await alone()
    await sql`insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, next_at, enrolled_at)
      select gen_random_uuid(), ${campaign.id}, gen_random_uuid(), gen_random_uuid(), 'nurture', 'ended', now(), null, now()
      from generate_series(1, 20000)`.execute(db)
    await sql`analyze nurture_enrolments`.execute(db)
    const plan = await sql<{
      'QUERY PLAN': string
    }>`explain select id from nurture_enrolments where next_at <= now()
      order by next_at limit 100 for update skip locked`.execute(db)
    expect(plan.rows.map((r) => r['QUERY PLAN']).join('\n')).toContain('nurture_enrolments_due')
  })
})
