import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { liveEdges } from '../../../shared/events/combine.ts'
import { stampTime } from '../../../shared/events/stamp.ts'
import { fieldValue, type Lead, type Merge } from '../../../shared/lead/lead.ts'
import type { LeadRow } from '../../db/views.ts'
import { undoMerge } from '../../flow/undo-merge.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useScreen, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { day, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'
import css from './identity.module.css'

/** What a lead was merged from: each part with what came with it, and each merge, which can be undone with a reason. */
export function MergedDialog({ row }: { row: LeadRow }) {
  const t = useT()
  const open = useScreen((s) => s.dialog === 'merged')
  const parts = useLeadParts(row, open)
  const numbers = new Map(parts.map((p, i) => [p.id, i + 1]))
  return (
    <Dialog name="merged" title={t('merged.title', { count: row.parts.length })} size={560}>
      <Stack gap="md">
        <div className={css.sub}>{t('merged.hint')}</div>
        <ol className={css.parts}>
          {parts.map((part) => (
            <Part key={part.id} part={part} />
          ))}
        </ol>
        {parts.flatMap((part) =>
          liveEdges(part)
            .filter((m) => numbers.has(m.other))
            .map((m) => (
              <Edge
                key={m.id}
                row={row}
                merge={m}
                between={betweenOf(numbers.get(part.id) ?? 0, numbers.get(m.other) ?? 0)}
              />
            )),
        )}
      </Stack>
    </Dialog>
  )
}

function useLeadParts(row: LeadRow, wanted: boolean): readonly Lead[] {
  const { reader } = useDesk()
  const attempt = useAttempt()
  const [parts, setParts] = useState<readonly Lead[]>([])
  useEffect(() => {
    if (!wanted) return
    let here = true
    void attempt(async () => {
      const read = await reader.parts(row.id)
      if (here) setParts(read)
    })
    return () => {
      here = false
    }
  }, [reader, attempt, row, wanted])
  return parts
}

function Part({ part }: { part: Lead }) {
  const t = useT()
  const now = useNow(60_000)
  const text = (id: 'firstName' | 'lastName' | 'company' | 'email' | 'phone') => fieldValue(part, id)
  const name = [text('firstName'), text('lastName')].filter(Boolean).join(' ')
  const phone = text('phone') ?? fieldValue(part, 'mobile')
  const known = [text('company'), text('email'), phone === null ? null : readable(String(phone))]
  return (
    <li>
      <b>{name || t('lead.noName')}</b>{' '}
      <span className={css.sub}>
        {[...known, ...part.responses.map((r) => (r.at ? `${r.label}, ${day(r.at, now)}` : r.label))]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}

/** The numbers of two parts, as they stand in the list. */
interface Between {
  one: number
  two: number
}
const betweenOf = (a: number, b: number): Between => ({ one: Math.min(a, b), two: Math.max(a, b) })

/** One merge. `between`: the numbers of the two parts in the list above. */
function Edge({ row, merge, between }: { row: LeadRow; merge: Merge; between: Between }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const person = usePersonName()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (reason.trim() === '' || busy) return
    setBusy(true)
    void attempt(async () => {
      await undoMerge(desk, row.id, merge.id, reason.trim())
      screen.setState({ dialog: null })
      sayPassing(screen, t('merged.undone'))
    }).then(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <TextInput
        label={t('merged.by', {
          one: between.one,
          two: between.two,
          name: person(merge.actor),
          at: moment(stampTime(merge.stamp), desk.now()),
        })}
        placeholder={t('merged.undoReason')}
        value={reason}
        maxLength={500}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group justify="flex-end" mt={6}>
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
          {t('merged.undo')}
        </Button>
      </Group>
    </form>
  )
}
