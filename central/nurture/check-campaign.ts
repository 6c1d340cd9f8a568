import { LiquidError } from 'liquidjs'
import type { NurtureCampaignInput, NurtureContent } from '../../shared/api/nurture.ts'
import { isZone } from '../../shared/contact/clock.ts'
import type { OwnFieldId } from '../../shared/lead/catalog.ts'
import { ALL_KINDS, checkCondition } from '../../shared/policy/check-condition.ts'
import { compose, plainLinks } from './compose.ts'
import { globalNames, type PartKind, parsed } from './engine.ts'
import { SAMPLE } from './sample.ts'
import { knownVariables } from './variables.ts'

interface CampaignProblem {
  /** JSON pointer into the campaign. */
  pointer: string
  /** Names step, language, part and line. */
  detail: string
}

/**
 * What is wrong with a nurture campaign beyond its schema: templates are parsed, and tried on somebody known and somebody unknown.
 * @param own fields of the calling campaigns that it takes leads of
 */
export function checkCampaign(
  campaign: NurtureCampaignInput,
  own: Iterable<OwnFieldId> = [],
): CampaignProblem[] {
  const { hours, steps } = campaign
  const problems: CampaignProblem[] = []
  if (hours.from >= hours.to)
    problems.push({ pointer: '/hours/to', detail: 'the hours end before they begin' })
  if (!isZone(hours.zone))
    problems.push({ pointer: '/hours/zone', detail: `there is no time zone '${hours.zone}'` })
  const known = knownVariables(Object.keys(campaign.links), own)
  const ids = new Set<string>()
  for (const [i, step] of steps.entries()) {
    const at = `/steps/${i}`
    if (ids.has(step.id)) problems.push({ pointer: `${at}/id`, detail: `'${step.id}' is listed twice` })
    ids.add(step.id)
    if (step.when)
      checkCondition(step.when, ALL_KINDS, `${at}/when`, (pointer, detail) =>
        problems.push({ pointer, detail: `step '${step.id}': ${detail}` }),
      )
    if (!step.content[campaign.language])
      problems.push({
        pointer: `${at}/content`,
        detail: `step '${step.id}' has nothing in the campaign's language, ${campaign.language}`,
      })
    for (const [language, content] of Object.entries(step.content)) {
      const where = { pointer: `${at}/content/${language}`, name: `step '${step.id}', ${language}` }
      problems.push(...checkContent(campaign, content, language, known, where))
    }
  }
  return problems
}

interface Where {
  pointer: string
  name: string
}

function checkContent(
  campaign: NurtureCampaignInput,
  content: NurtureContent,
  language: string,
  known: ReadonlySet<string>,
  { pointer, name }: Where,
): CampaignProblem[] {
  const problems = (['subject', 'text', 'html'] as const).flatMap((part) =>
    content[part] === null
      ? []
      : checkPart(part, content[part], known).map((found) => ({
          pointer: `${pointer}/${part}`,
          detail: `${name}, ${part}, ${found}`,
        })),
  )
  if (problems.length > 0) return problems
  for (const lead of [SAMPLE, null]) {
    try {
      const links = plainLinks(campaign)
      compose(content, lead, { campaign, language, links, today: '2026-11-23', policy: {} })
    } catch (error) {
      const whom = lead === null ? ', for somebody of whom nothing is known' : ''
      return [{ pointer, detail: `${name}${whom}: ${messageOf(error)}` }]
    }
  }
  return []
}

/** Each 'line 3: ...'. */
function checkPart(part: PartKind, template: string, known: ReadonlySet<string>): string[] {
  if (part === 'subject' && /[\r\n]/u.test(template)) return ['line 1: a subject has no line breaks']
  try {
    return globalNames(part, parsed(part, template))
      .filter(({ name }) => !known.has(name))
      .map(
        ({ name, line }) =>
          `line ${line}: there is no variable '${name}'; there are ${[...known].join(', ')}`,
      )
  } catch (error) {
    return [messageOf(error)]
  }
}

/** liquidjs adds to its messages where they are; here the line comes first. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) throw error
  const text = error.message.replace(/, line:\d+, col:\d+$/u, '')
  if (!LiquidError.is(error)) return text
  const [line] = error.token.getPosition()
  return `line ${line}: ${text}`
}
