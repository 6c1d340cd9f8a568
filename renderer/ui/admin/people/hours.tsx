import { NumberInput } from '@mantine/core'
import { type FormEvent, useCallback, useState } from 'react'
import type { Receiver } from '../../../../shared/api/distribution.ts'
import { loadReceiver, saveReceiver } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { badDays, calendarDraft, calendarOf } from '../../parts/calendar/calendar-draft.ts'
import { CalendarFields } from '../../parts/calendar/calendar-fields.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { useAsked } from '../use-asked.ts'
import { useDraft } from '../use-draft.ts'

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** When a person works, when they are away, and how much they can have open. */
export function Hours({ person }: { person: string }) {
  const t = useT()
  const ask = useCallback((desk: Desk, signal: AbortSignal) => loadReceiver(desk, person, signal), [person])
  const { data, problem, reload } = useAsked(ask)
  return (
    <div className={css.part}>
      <h3>{t('admin.hours.title')}</h3>
      {data === null ? (
        <Asking problem={problem} reload={reload} />
      ) : (
        <Form person={person} receiver={data} />
      )}
    </div>
  )
}

function Form({ person, receiver }: { person: string; receiver: Receiver }) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const shown = (r: Receiver) => ({ calendar: calendarDraft(r.calendar, HERE), capacity: r.capacity })
  const name = desk.reader.people().find((p) => p.id === person)?.name ?? person
  const [saved, setSaved] = useState(() => shown(receiver))
  const form = useDraft(`people|${person}|hours`, saved, t('admin.hours.of', { name }))
  const { calendar: draft, capacity } = form.draft
  const isBad = badDays(draft).length > 0
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || isBad) return
    void save(async () => {
      const after = await saveReceiver(desk, person, { calendar: calendarOf(draft), capacity })
      setSaved({ calendar: calendarDraft(after.calendar, draft.zone), capacity: after.capacity })
      form.discard()
      return t('admin.hours.saved')
    })
  }
  return (
    <form className={css.form} data-form="hours" onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <CalendarFields
        label={t('admin.hours.title')}
        draft={draft}
        at={(pointer) => at(`/calendar${pointer}`)}
        onChange={(calendar) => form.set({ ...form.draft, calendar })}
      />
      <NumberInput
        size="xs"
        label={t('admin.hours.capacity')}
        description={t('admin.hours.capacityHint')}
        value={capacity ?? ''}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        hideControls
        w={200}
        error={at('/capacity')}
        onChange={(n) => form.set({ ...form.draft, capacity: typeof n === 'number' ? n : null })}
      />
      <SaveBar
        stale={form.stale}
        problem={problem}
        busy={busy}
        save={t('admin.hours.save')}
        disabled={isBad}
      />
    </form>
  )
}
