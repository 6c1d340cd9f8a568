import { ROUTE_LABELS } from '../../shared/lead/route.ts'
import type { SlaLevel, SlaStep } from '../../shared/policy/sla.ts'
import type { ClockTable } from './tables.ts'

interface Words {
  clock: Pick<ClockTable, 'step' | 'route' | 'due_at' | 'started_at'>
  level: SlaLevel
  /** Of the lead. */
  who: string
  /** '' without one. */
  owner: string
}

const TO_DO: Record<SlaStep, string> = {
  attempt: 'to be called',
  accept: 'to be accepted',
  act: 'to be acted on',
  outcome: 'to be won or lost',
}

const HEADS: Record<SlaLevel, string> = {
  nudge: 'Reminder',
  reassign: 'Taken away',
  escalate: 'Escalation',
}

/** 'Escalation: Maya Chen (Northwind) is to be called'. */
export const subjectOf = ({ clock, level, who }: Words): string =>
  `${HEADS[level]}: ${who} is ${TO_DO[clock.step]}`

export function textOf({ clock, level, who, owner }: Words): string {
  const lines = [
    `${who} is ${TO_DO[clock.step]}.`,
    '',
    `Route: ${ROUTE_LABELS[clock.route]}`,
    `Waiting since: ${minute(clock.started_at)}`,
    `Time limit: ${minute(clock.due_at)}`,
    ...(level === 'escalate' ? [`With: ${owner || 'nobody yet'}`] : []),
    '',
    END[level],
  ]
  return `${lines.join('\n')}\n`
}

const END: Record<SlaLevel, string> = {
  nudge: 'It is in your list in Leadwright.',
  reassign: 'It was not acted on in time, and is open to your colleagues now.',
  escalate: 'Leadwright lists it under Overdue.',
}

/** '2026-11-24 15:00 UTC'. */
const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
