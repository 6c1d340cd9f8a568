import type { TFunction } from 'i18next'
import type { Why } from '../../flow/why-this-lead.ts'
import { ago, clock, moment, recent, weekMoment } from './time.ts'

const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth'] as const

export interface WhyWords {
  t: TFunction
  /** Epoch milliseconds. */
  now: number
  /** The lead's time zone. */
  zone: string | null
  nameOf(person: string): string
}

/** 'Third try: no answer yesterday 16:10; put off before: lunch'. One line, in the order of the clauses. */
export function whyText(clauses: readonly Why[], words: WhyWords): string {
  const over = clauses[0]?.id === 'closed'
  const text = clauses
    .map((c) => (over && c.id === 'tried' ? made(c, words) : clauseText(c, words)))
    .join('; ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function clauseText(c: Why, { t, now, zone, nameOf }: WhyWords): string {
  switch (c.id) {
    case 'callWithoutOutcome':
      return t('why.callWithoutOutcome', { at: recent(c.at, now, t) })
    case 'callback': {
      const at = moment(c.at, now)
      return c.whose === 'mine'
        ? t('why.callback', { at, name: nameOf(c.agent) })
        : t('why.callbackAnyone', { at })
    }
    case 'note':
      return c.text
    case 'responded': {
      const what = t(`why.channel.${c.channel}`)
      return c.new
        ? t('why.new', { what, ago: ago(c.at, now, t) })
        : t('why.again', { what, ago: ago(c.at, now, t) })
    }
    case 'responses':
      return t('why.responses', { count: c.count })
    case 'lifted':
      return t('why.lifted', { ago: ago(c.at, now, t) })
    case 'tried': {
      const ordinal = ORDINALS[c.n - 1]
      const tryNo = ordinal ? t(`why.ordinal.${ordinal}`) : t('why.nth', { n: c.n + 1 })
      if (c.outcome === '') return t('why.triedLast', { try: tryNo, at: recent(c.at, now, t) })
      return t('why.tried', { try: tryNo, outcome: lower(c.outcome), at: recent(c.at, now, t) })
    }
    case 'followUp':
      return t('why.followUp', { route: lower(t(`route.${c.route}`)) })
    case 'consent':
      return t('why.consent', {
        route: t(`route.${c.route}`),
        what: c.for.map((purpose) => t(`why.consentTo.${purpose}`)).join(t('why.and')),
      })
    case 'returned': {
      const channel = t(`channel.${c.channel}`)
      const reason = lower(t(`inbox.reason.${c.reason}`))
      const text = t('why.returned', { channel, ago: ago(c.at, now, t), reason })
      return c.note.trim() === '' ? text : `${text} (${c.note.trim()})`
    }
    case 'putOff':
      return t('why.putOff', { until: moment(c.until, now), reason: c.reason })
    case 'wasPutOff':
      return t('why.wasPutOff', { reason: c.reason })
    case 'opens':
      return t('why.opens', { at: weekMoment(c.at, now, zone) || clock(c.at) })
    case 'clear':
      return t('why.clear', { route: t(`route.${c.route}`) })
    case 'closed':
      return t(`why.closed.${c.because}`, { at: c.at === '' ? '' : recent(c.at, now, t) })
  }
}

/** Where no other try is to come: '3 calls, the last: no answer yesterday 16:10'. */
const made = ({ n, outcome, at }: Why & { id: 'tried' }, { t, now }: WhyWords): string =>
  t('why.made', { count: n, outcome: lower(outcome), at: recent(at, now, t) })

/** 'No answer' inside a sentence, without the dots of a button. */
const lower = (text: string): string => {
  const plain = text.replace(/…$/, '')
  return plain.charAt(0).toLowerCase() + plain.slice(1)
}
