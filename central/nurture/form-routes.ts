import { v7 } from 'uuid'
import { z } from 'zod'
import { combine } from '../../shared/events/combine.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { idOf } from '../imports/ids.ts'
import { sendPage, sendUnknownLink } from '../links/page.ts'
import { LINK } from '../links/public-routes.ts'
import { respond } from '../mail/respond.ts'
import type { App, CentralDeps } from '../routes/deps.ts'
import { componentOf, partsOf } from '../store/leads/components.ts'
import { campaignRows } from './campaigns.ts'
import { formPage, thanksPage } from './form-page.ts'
import { answersFrom, questionsFor } from './questions.ts'

const params = z.object({ token: z.string() })
const data = z.object({ mail: z.uuid() })
/** Whoever has the link can fill the form in without end. */
const PLENTY = 20

/** A few questions to who got a nurture mail, in plain HTML; answers are a response of theirs, by which the lead is decided anew. */
export function formRoutes(app: App, deps: CentralDeps): void {
  app.get('/form/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const asked = await read(deps, request.params.token)
    return asked
      ? sendPage(reply, formPage(asked.questions, asked.language, v7(), false))
      : sendUnknownLink(reply)
  })

  app.post('/form/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const asked = await read(deps, request.params.token)
    if (!asked) return sendUnknownLink(reply)
    const { mail, lead, compiled, label, language } = asked
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const once = (form.get('once') ?? '').slice(0, 40)
    const fields = answersFrom(compiled, form)
    const answers = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
    if (answers.length === 0) return sendPage(reply, formPage(asked.questions, language, once, true))
    const now = deps.now()
    // The same form sent twice, by a second press of the button, is one response.
    const id = idOf('form', mail, once, answers)
    if (asked.filledIn < PLENTY)
      await respond(deps, { id, lead, channel: 'web', label, at: now, fields }, now)
    return sendPage(reply, thanksPage(language))
  })
}

async function read(deps: CentralDeps, token: string) {
  const now = deps.now()
  const { db } = deps
  const found = data.safeParse(deps.links.read('form', token, now)).data
  if (!found) return null
  const sent = await db
    .selectFrom('nurture_mails')
    .select(['lead', 'nurture_campaign as campaign'])
    .where('id', '=', found.mail)
    .executeTakeFirst()
  const component = sent ? await componentOf(db, sent.lead) : null
  const parts = component === null ? undefined : (await partsOf(db, [component])).get(component)
  if (!sent || !parts) return null
  const lead = combine(parts)
  const { policy_version } = await db
    .selectFrom('campaigns')
    .select('policy_version')
    .where('id', '=', lead.campaign)
    .executeTakeFirstOrThrow()
  const { compiled } = await deps.policies.version(db, policy_version)
  const { name, language } = (await campaignRows(db, [sent.campaign])).get(sent.campaign)!.body
  const label = `Answered the questions of "${name}"`
  return {
    mail: found.mail,
    lead: lead.id,
    compiled,
    label,
    filledIn: lead.responses.filter((r) => r.label === label).length,
    language: String(fieldValue(lead, 'language') ?? language),
    questions: questionsFor(compiled, lead, new Date(now).toISOString().slice(0, 10)),
  }
}
