import type { Template } from 'liquidjs'
import type { NurtureCampaignInput, NurtureContent, NurtureStep } from '../../shared/api/nurture.ts'
import { escaped } from '../../shared/brief/html.ts'
import { isOwnId, type OwnFieldId } from '../../shared/lead/catalog.ts'
import { cleanLine, cut } from '../../shared/lead/intake/text.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { globalNames, type PartKind, parsed, rendered } from './engine.ts'
import { withHtmlFooter, withTextFooter } from './footer.ts'
import { asPage, htmlOfText } from './html-of-text.ts'
import { type MailLinks, type ValueContext, variablesOf } from './variables.ts'

export interface Composed {
  subject: string
  text: string
  html: string
  /** Names of the click links that stand in it. */
  links: string[]
}

interface ComposeContext extends ValueContext {
  campaign: Pick<NurtureCampaignInput, 'from' | 'postalAddress'>
  links: MailLinks
}

/** One mail to one person. Throws when a template goes beyond its limits or comes to no subject. @param lead null: somebody unknown */
export function compose(content: NurtureContent, lead: Lead | null, context: ComposeContext): Composed {
  const { campaign, language, links } = context
  const templates = parsedContent(content)
  const variables = variablesOf(lead, campaign, links, context, templates.own)
  const subject = cut(cleanLine(rendered('subject', templates.subject, variables)), 300)
  if (subject === '') throw new Error('the subject comes to nothing')
  const footer = { language, postalAddress: campaign.postalAddress, unsubscribe: links.unsubscribe }
  const text = withTextFooter(rendered('text', templates.text, variables), footer)
  const addresses = [...Object.values(links.links), links.form, links.unsubscribe]
  const body = templates.html ? rendered('html', templates.html, variables) : htmlOfText(text, addresses)
  const html = asPage(withHtmlFooter(body, footer), subject, language)
  const used = Object.entries(links.links).filter(
    ([, url]) => text.includes(url) || html.includes(escaped(url)),
  )
  return { subject, text, html, links: used.map(([name]) => name) }
}

interface ParsedContent extends Record<Exclude<PartKind, 'html'>, Template[]> {
  html: Template[] | null
  /** Own fields that stand in it: one that the lead's campaign has no more is not known, and fails no mail. */
  own: OwnFieldId[]
}

/** Of one batch's campaigns: each is parsed once for all of its leads. */
const known = new WeakMap<NurtureContent, ParsedContent>()

function parsedContent(content: NurtureContent): ParsedContent {
  let templates = known.get(content)
  if (!templates) {
    const subject = parsed('subject', content.subject)
    const text = parsed('text', content.text)
    const html = content.html === null ? null : parsed('html', content.html)
    const names = [subject, text, html ?? []].flatMap((part) => globalNames('text', part))
    templates = { subject, text, html, own: names.map(({ name }) => name).filter(isOwnId) }
    known.set(content, templates)
  }
  return templates
}

/** Where a preview's links lead: no click is counted. */
export const plainLinks = (campaign: Pick<NurtureCampaignInput, 'links'>): MailLinks => ({
  links: { ...campaign.links },
  form: 'https://example.com/form',
  unsubscribe: 'https://example.com/unsubscribe',
})

/** The step that follows, for one who has done some; null: that was the last. */
export function stepAfter(
  steps: readonly NurtureStep[],
  { lastStep, done }: { lastStep: string | null; done: number },
): NurtureStep | null {
  const at = steps.findIndex((s) => s.id === lastStep)
  return steps[lastStep === null ? 0 : at < 0 ? done : at + 1] ?? null
}
