import type { TFunction } from 'i18next'
import type { AgentsReport } from '../../../shared/api/agents-report.ts'
import type { HandOffsReport } from '../../../shared/api/reports.ts'
import { decimal, percent } from '../format/numbers.ts'
import { count, span } from '../format/time.ts'
import { sumOf } from '../reports/grouped.ts'

/** A figure and the one thing to know about it; null: nothing happened in its days. */
export type Read = { value: string; sub: string } | null

const took = (t: TFunction, seconds: number) => span(seconds * 1000, t)

export function firstResponse(t: TFunction, { overall }: HandOffsReport): Read {
  const step = overall.steps.find((s) => s.step === 'firstAttempt')
  return step ? { value: took(t, step.p50), sub: t('team.sub.p95', { span: took(t, step.p95) }) } : null
}

export const handedOff = (t: TFunction, { overall: { handOffs, reached } }: HandOffsReport): Read =>
  handOffs === 0
    ? null
    : { value: count(handOffs), sub: t('team.sub.reached', { share: percent(reached / handOffs) }) }

export function hotToSales(t: TFunction, { states, steps }: HandOffsReport): Read {
  const isHot = (of: { route: string; channel: string }) => of.route === 'hot' && of.channel === 'sales'
  const sent = sumOf(states.filter(isHot), (s) => s.count)
  const accepted = steps.find((s) => isHot(s) && s.step === 'accepted')
  if (sent === 0) return null
  const sub = accepted
    ? t('team.sub.accepted', { n: count(accepted.count), span: took(t, accepted.p50) })
    : t('team.sub.noneAccepted')
  return { value: count(sent), sub }
}

/** @param possible how many the policy has; null: that depends on the campaign */
export function perDecision(t: TFunction, { questions }: AgentsReport, possible: number | null): Read {
  const decided = sumOf(questions, (q) => q.count)
  if (decided === 0) return null
  return {
    value: decimal(sumOf(questions, (q) => q.answers * q.count) / decided),
    sub: possible === null ? t('team.sub.week') : t('team.sub.possible', { n: count(possible) }),
  }
}
