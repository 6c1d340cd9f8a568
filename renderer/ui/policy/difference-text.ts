import type { TFunction } from 'i18next'
import type { RouteId } from '../../../shared/lead/route.ts'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { Disposition, OwnField, Policy } from '../../../shared/policy/policy.ts'
import type { Difference, Stretches } from '../../flow/policy-differences/difference.ts'
import { decimal, percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { stretchesText } from '../parts/calendar/hours-text.ts'
import { FLAGS } from './flags.ts'
import { slaText } from './sla-text.ts'
import { withinText } from './within-text.ts'

/** A difference in words: where it is, and how it is on either side. */
export interface DifferenceText {
  place: string
  before: string
  after: string
}

const NONE = '–'

/** @param policy by whose own fields what an outcome asks for is named */
export function differenceText(t: TFunction, d: Difference, policy: Policy): DifferenceText {
  const both = <T>(place: string, { before, after }: { before: T; after: T }, say: (value: T) => string) => ({
    place,
    before: say(before),
    after: say(after),
  })
  const route = (id: RouteId) => t(`route.${id}`)
  const orNone =
    <T>(say: (value: T) => string) =>
    (value: T | null) =>
      value === null ? NONE : say(value)
  const points = orNone((n: number) => t('policyDiff.pointsOf', { count: n, n: count(n) }))
  const days = (n: number | null) =>
    n === null ? t('policy.never') : t('policy.days', { count: n, n: count(n) })
  const yes = (is: boolean) => t(is ? 'policyDiff.yes' : 'policyDiff.no')
  const quoted = (text: string | null) => (text ? `“${text}”` : NONE)
  const list = (texts: readonly string[]) => texts.join(', ') || NONE
  const stretches = (none: string) => (s: Stretches | null) =>
    s === null ? none : stretchesText(s) || t('policyDiff.closed')
  const dayName = (day: string) => t(`admin.hours.day.${day as '1'}`)
  switch (d.what) {
    case 'name':
    case 'dimension':
      return both(t(`policyDiff.${d.what}`), d, quoted)
    case 'weight':
      return both(d.dimension, d, points)
    case 'counts':
      return both(d.field, d, (is) => t(is ? 'policyDiff.counts' : 'policyDiff.countsNot'))
    case 'countsTo':
      return both(t('policyDiff.countsTo', { ...d }), d, (to) => to ?? t('policy.rulesOnly'))
    case 'points':
      return both(t('policyDiff.points', { ...d }), d, points)
    case 'share':
      return both(
        d.answer === null
          ? t('policyDiff.fieldShare', { field: d.field })
          : t('policyDiff.answerShare', { field: d.field, answer: d.answer }),
        d,
        (share) => t('policyDiff.percent', { n: decimal(share * 100) }),
      )
    case 'end':
      return both(t('policyDiff.end', { ...d }), d, orNone(count))
    case 'chances':
      return both(t('policyDiff.chances', { ...d }), d, (answers) =>
        list(answers.map((a) => `${a.answer} ${a.share === null ? NONE : percent(a.share)}`)),
      )
    case 'question':
      return both(t('policyDiff.question', { ...d }), d, (text) =>
        text ? `“${text}”` : t('policy.notAsked'),
      )
    case 'fading':
    case 'stale':
    case 'reask':
      return both(t(`policyDiff.${d.what}`, { ...d }), d, days)
    case 'rule':
      return both(
        t('policyDiff.rule', { n: d.at }),
        d,
        orNone((rule) => `${route(rule.route)}: ${rule.words}`),
      )
    case 'own':
      return both(
        d.field,
        d,
        orNone((own) => ownText(t, own)),
      )
    case 'channel':
      return both(t('policyDiff.channel', { route: route(d.route) }), d, (c) => t(`policy.channel.${c}`))
    case 'requires':
      return both(t('policyDiff.requires', { route: route(d.route) }), d, (purposes) =>
        list(purposes.map((p) => t(`policyForm.purpose.${p}`))),
      )
    case 'limit':
      return both(t('policyDiff.limit', { route: route(d.route) }), d, (n) => withinText(t, n))
    case 'cost':
      return both(t('policyDiff.cost', { route: route(d.route) }), d, orNone(count))
    case 'step':
      return both(`${route(d.route)}, ${t(`policyForm.stepName.${d.step}`)}`, d, (sla) =>
        sla ? slaText(t, sla) : t('policyDiff.follows'),
      )
    case 'territories':
      return both(t('policyForm.territories'), d, list)
    case 'workDay':
      return both(t('policyDiff.workDay', { day: dayName(d.day) }), d, stretches(t('admin.hours.always')))
    case 'zone':
    case 'holidays':
      return both(t(`policyDiff.${d.what}`), d, (value) => value ?? NONE)
    case 'absences':
      return both(t('policyDiff.absences'), d, count)
    case 'outcome':
      return both(
        t('policyDiff.outcome', { ...d }),
        d,
        orNone((outcome) => outcomeText(t, outcome, policy)),
      )
    case 'outcomeOrder':
    case 'objectionOrder':
      return both(t(`policyDiff.${d.what}`), d, list)
    case 'callDay':
      return both(t('policyDiff.callDay', { day: dayName(d.day) }), d, stretches(t('policyForm.asTheLaw')))
    case 'tries':
      return both(t('policyDiff.tries'), d, (limits) =>
        list(limits.map((l) => t('policyDiff.triesWithin', { max: count(l.max), hours: count(l.hours) }))),
      )
    case 'onHolidays':
      return both(t('policyForm.onHolidays'), d, yes)
    case 'callFirst':
      return both(t('policy.callFirst'), d, yes)
    case 'roleAddresses':
    case 'disposableAddresses':
      return both(t(`policyForm.accept.${d.what}`), d, yes)
    case 'attempts':
      return both(t('policy.attempts'), d, orNone(count))
    case 'wrapUp':
      return both(t('policyForm.wrapUp'), d, (n) => (n === null ? t('policyForm.asTheyNeed') : count(n)))
    case 'opening':
    case 'closing':
      return both(t('policyDiff.scriptPart', { part: t(`policyForm.${d.what}`) }), d, quoted)
    case 'objection':
      return both(t('policyDiff.objection', { ...d }), d, quoted)
    case 'consentText':
      return both(t(`policy.consent.${d.for}`), d, quoted)
  }
}

const ownText = (t: TFunction, own: OwnField): string =>
  [`${own.label}: ${t(`policyForm.kinds.${own.kind}`)}`, own.choices?.map((c) => c.label).join(', ')]
    .filter(Boolean)
    .join('; ')

const outcomeText = (t: TFunction, d: Disposition, policy: Policy): string =>
  [
    `${d.label} (${d.key})`,
    FLAGS.filter((f) => d.flags[f])
      .map((f) => t(`policyForm.flag.${f}`))
      .join(', '),
    d.recycleMinutes === 0
      ? t('policyForm.atOnce')
      : t('policyDiff.againAfter', { time: withinText(t, d.recycleMinutes) }),
    d.requires &&
      t('policyDiff.asksFor', { fields: d.requires.map((f) => fieldLabel(policy, f)).join(', ') }),
  ]
    .filter(Boolean)
    .join('; ')
