import type { EnrolmentReason, NurtureCampaignInput, NurtureStep } from '../../shared/api/nurture.ts'
import { numbersOf } from '../../shared/contact/contact-of.ts'
import { whereaboutsOf } from '../../shared/contact/whereabouts.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import { holds } from '../../shared/policy/holds.ts'
import { invalidReasons } from '../../shared/policy/validity.ts'
import { addressOf } from './address.ts'
import { stepAfter } from './compose.ts'
import type { DueEnrolment } from './due-enrolment.ts'
import type { Ground, Who } from './ground.ts'
import { consentOf, refusesContact } from './permission.ts'
import { holdOf } from './sendable.ts'

const MINUTE = 60_000

/** How far an enrolment is. */
export interface Progress {
  lastStep: string | null
  done: number
  /** When the next step's delay began: epoch milliseconds. */
  since: number
}

/** What becomes of an enrolment now. `progress`: after the steps that were passed over or sent. */
export type Move =
  | { do: 'end'; reason: EnrolmentReason; cameBackTo: RouteId | null; progress: Progress }
  /** Until the lead or the campaign changes. */
  | { do: 'wait'; reason: EnrolmentReason; progress: Progress }
  | { do: 'later'; until: number; reason: EnrolmentReason | null; progress: Progress }

export interface Sending {
  do: 'send'
  step: NurtureStep
  address: string
  /** Of the address: suppressionKey. */
  key: number
  progress: Progress
}

/** Rules NU7 to NU14, in their order. */
export function judge(enrolment: DueEnrolment, ground: Ground, now: number): Move | Sending {
  const { campaign, who } = ground
  let progress: Progress = enrolment
  const end = (reason: EnrolmentReason, cameBackTo: RouteId | null = null): Move => ({
    do: 'end',
    reason,
    cameBackTo,
    progress,
  })
  const wait = (reason: EnrolmentReason): Move => ({ do: 'wait', reason, progress })

  if (who === null) return end('erased')
  if (ground.isSecond) return end('merged')
  if (ground.leftTo !== null) return end('cameBack', ground.leftTo)
  if (ground.isOver) return end('leftNurture')
  if (enrolment.reason === 'replied') return end('replied')
  if (enrolment.state === 'paused') return wait('stopped')

  const { body } = campaign
  const { lead } = who
  const consent = consentOf(lead, enrolment.enrolledAt)
  if (consent === 'withdrawn') return end('unsubscribed')
  if (!campaign.enabled) return wait('campaignOff')
  let step = stepAfter(body.steps, progress)
  if (step === null) return end('finished')
  if (dueAt(progress, step) > now)
    return { do: 'later', until: dueAt(progress, step), reason: null, progress }

  const address = addressOf(lead)
  if (address.key !== null && ground.isSuppressed(address.address)) return end('suppressed')
  if (consent === 'none') return wait('noConsent')
  if (refusesContact(lead)) return wait('doNotContact')
  if (address.key === null) return wait(address.problem)
  if (invalidReasons(lead, who.policy).length > 0) return wait('invalid')

  const sent = ground.sentTo(address.key)
  while (!isWanted(step, enrolment, who, sent, now)) {
    progress = { lastStep: step.id, done: progress.done + 1, since: now }
    step = stepAfter(body.steps, progress)
    if (step === null) return end('finished')
    const due = dueAt(progress, step)
    if (due > now) return { do: 'later', until: due, reason: null, progress }
  }
  const zones = whereaboutsOf(lead, numbersOf(lead)[0] ?? '').zones
  const hold = holdOf(
    now,
    body.hours,
    zones.length > 0 ? zones : [body.hours.zone],
    body.cap,
    sent.map((m) => m.at),
  )
  if (hold) return { do: 'later', ...hold, progress }
  return { do: 'send', step, address: address.address, key: address.key, progress }
}

/** After a step was sent. */
export function afterSending(
  { step, progress }: Sending,
  { steps }: Pick<NurtureCampaignInput, 'steps'>,
  now: number,
): Move {
  const after = { lastStep: step.id, done: progress.done + 1, since: now }
  const next = stepAfter(steps, after)
  return next === null
    ? { do: 'end', reason: 'finished', cameBackTo: null, progress: after }
    : { do: 'later', until: dueAt(after, next), reason: null, progress: after }
}

const dueAt = ({ since }: Progress, { afterMinutes }: NurtureStep): number => since + afterMinutes * MINUTE

/** Its condition holds, and the person has not had it by an earlier enrolment. */
function isWanted(
  step: NurtureStep,
  { nurtureCampaign }: DueEnrolment,
  { lead, policy, score }: Who,
  sent: readonly { campaign: string; step: string }[],
  now: number,
): boolean {
  if (sent.some((m) => m.campaign === nurtureCampaign && m.step === step.id)) return false
  const asOf = new Date(now).toISOString().slice(0, 10)
  return step.when === null || holds(step.when, { lead, policy, asOf, score })
}
