import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Policy } from '../../../shared/policy/policy.ts'
import { without } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { stretches, stretchesText, WEEKDAYS } from '../parts/calendar/hours-text.ts'
import { WeekHours } from '../parts/calendar/week-hours.tsx'
import { ProblemAt, useProblems } from './at-place.tsx'
import { Card } from './card.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

type Contact = NonNullable<Policy['contact']>
type Hours = NonNullable<Contact['hours']>
type Week = Record<string, string>

const LAW_ALONE: Contact = { hours: null, attempts: [], onHolidays: true }
const WORKDAYS: Hours = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [9 * 60, 18 * 60]]))
const MOST = 5

/** What the campaign asks of calls beyond the law. */
export function ContactRules({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const contact = edit.policy.contact ?? LAW_ALONE
  const set = (change: Partial<Contact>) => {
    const next = { ...contact, ...change }
    const isLaw = next.hours === null && next.attempts.length === 0 && next.onHolidays
    edit.change((p) => (isLaw ? without(p, 'contact') : { ...p, contact: next }))
  }
  const put = (at: number, limit: Contact['attempts'][number]) =>
    set({ attempts: contact.attempts.toSpliced(at, 1, limit) })
  return (
    <Card id="policy-contact" title={t('policyForm.contact')} hint={t('policyForm.contactHint')}>
      <SegmentedControl
        size="xs"
        aria-label={t('policyForm.contact')}
        value={contact.hours === null ? 'law' : 'own'}
        onChange={(how) => set({ hours: how === 'law' ? null : WORKDAYS })}
        data={[
          { value: 'law', label: t('policyForm.asTheLaw') },
          { value: 'own', label: t('policyForm.ownHours') },
        ]}
      />
      {contact.hours && <CallHours hours={contact.hours} onChange={(hours) => set({ hours })} />}
      <Checkbox
        size="xs"
        label={t('policyForm.onHolidays')}
        checked={contact.onHolidays}
        onChange={(e) => set({ onHolidays: e.currentTarget.checked })}
      />
      {contact.attempts.map(({ max, hours }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place
        <div key={i} className={css.row}>
          {t('policyForm.atMost')}
          <NumberBox
            w={56}
            min={1}
            allowDecimal={false}
            aria-label={t('policyForm.callsOf', { n: i + 1 })}
            value={max}
            onValue={(n) => put(i, { max: n, hours })}
          />
          {t('policyForm.callsWithin')}
          <NumberBox
            w={64}
            min={1}
            max={8760}
            aria-label={t('policyForm.hoursOf', { n: i + 1 })}
            value={hours}
            onValue={(n) => put(i, { max, hours: n })}
          />
          {t('policyForm.hoursUnit')}
          <button
            type="button"
            className={css.icon}
            aria-label={t('policyForm.removeLimit', { n: i + 1 })}
            onClick={() => set({ attempts: contact.attempts.toSpliced(i, 1) })}
          >
            <IconTrash size={14} aria-hidden="true" />
          </button>
          <ProblemAt pointer={`/contact/attempts/${i}`} />
        </div>
      ))}
      {contact.attempts.length < MOST && (
        <div className={css.row}>
          <Button
            size="compact-xs"
            onClick={() => set({ attempts: [...contact.attempts, { max: 3, hours: 24 }] })}
          >
            {t('policyForm.addLimit')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** One stretch a day; a line that is none goes back to what stands in the draft. */
function CallHours({ hours, onChange }: { hours: Hours; onChange(hours: Hours): void }) {
  const t = useT()
  const problemAt = useProblems()
  const [typed, setTyped] = useState(() => textOf(hours))
  const set = (week: Week) => {
    setTyped(week)
    const next = hoursOf(week)
    if (next) onChange(next)
  }
  return (
    <>
      <WeekHours
        week={typed}
        free={t('policyForm.noCalls')}
        errorOf={(day) =>
          isStretch(typed[day] ?? '') ? problemAt(`/contact/hours/${day}`) : t('policyForm.badHours')
        }
        onChange={set}
        onLeave={() => setTyped(textOf(hours))}
      />
      <ProblemAt pointer="/contact/hours" deep={false} />
    </>
  )
}

const textOf = (hours: Hours): Week =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, stretchesText(hours[day] ? [hours[day]] : [])]))

const isStretch = (text: string) => (stretches(text)?.length ?? 2) < 2

/** null: some day is none. */
function hoursOf(week: Week): Hours | null {
  const hours: Hours = {}
  for (const day of WEEKDAYS) {
    const text = week[day] ?? ''
    if (!isStretch(text)) return null
    const [stretch] = stretches(text) ?? []
    if (stretch) hours[day] = stretch
  }
  return hours
}
