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
  const [draft, setDraft] = useState(() => calendarDraft(receiver.calendar, HERE))
  const [capacity, setCapacity] = useState(receiver.capacity)
  const isBad = badDays(draft).length > 0
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || isBad) return
    void save(async () => {
      const saved = await saveReceiver(desk, person, { calendar: calendarOf(draft), capacity })
      setDraft(calendarDraft(saved.calendar, draft.zone))
      setCapacity(saved.capacity)
      return t('admin.hours.saved')
    })
  }
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <CalendarFields
        label={t('admin.hours.title')}
        draft={draft}
        at={(pointer) => at(`/calendar${pointer}`)}
        onChange={setDraft}
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
        onChange={(n) => setCapacity(typeof n === 'number' ? n : null)}
      />
      <SaveBar problem={problem} busy={busy} save={t('admin.hours.save')} disabled={isBad} />
    </form>
  )
}
