import { Button, Group, Modal, Stack } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { finishCall } from '../../flow/finish-call.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { type LostCall, leadsWithLostCalls, lostCall } from '../../flow/recover-calls.ts'
import { FieldsMissing } from '../../flow/refusals.ts'
import { noteGoing, openLead } from '../../state/screen.ts'
import { chordOf } from '../actions/action.ts'
import { nextLead } from '../actions/call-actions.ts'
import { focusField } from '../actions/focus-field.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useRows, useScreen, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { recent, stopwatch } from '../format/time.ts'
import { valueTextIn } from '../identity/value-text.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { useSteps } from '../parts/use-steps.ts'
import css from './frame.module.css'
import { useSleep } from './use-sleep.ts'

const TALKING_KEY = 't'
const NONE: readonly LeadRow[] = []

/** A call of mine that nobody is known to be on, and that has no outcome, is asked about before anything else is done. */
export function Recovery({ queue }: { queue: List<LeadRow> }) {
  const { screen, desk } = useParts()
  const rows = useRows()
  const going = useScreen((s) => s.going)
  const [kept] = useState(() => new KeptFilter<LeadRow>({ passes: (row) => row.work.do === 'wrapUp' }))
  const withCalls = useSteps(useCallback(() => kept.steps(rows), [kept, rows]))
  const lost = useMemo(() => leadsWithLostCalls(withCalls?.toArray() ?? NONE, going), [withCalls, going])
  const [awakeUntil, setAwakeUntil] = useState(0)
  const [asked, setAsked] = useState<{ call: LostCall; left: number } | null>(null)
  useSleep(
    useCallback(
      (until) => {
        setAwakeUntil(until + desk.now() - Date.now())
        screen.setState({ going: [] })
      },
      [desk, screen],
    ),
  )
  useEffect(() => {
    let wanted = true
    const look = async () => {
      for (const [i, row] of lost.entries()) {
        const call = await lostCall(desk, row)
        if (call) return { call, left: lost.length - i }
      }
      return null
    }
    look().then(
      (found) => wanted && setAsked(found),
      (error: unknown) => screen.setState({ problem: String(error) }),
    )
    return () => {
      wanted = false
    }
  }, [desk, lost, screen])
  return (
    asked && (
      <Question
        key={asked.call.call.id}
        lost={asked.call}
        left={asked.left}
        awakeUntil={awakeUntil}
        queue={queue}
      />
    )
  )
}

interface QuestionProps {
  lost: LostCall
  left: number
  awakeUntil: number
  queue: List<LeadRow>
}

function Question({ lost, left, awakeUntil, queue }: QuestionProps) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const { row, call } = lost
  const policy = desk.reader.policy(row.campaign)
  const began = Date.parse(call.startedAt)
  // A machine that slept was awake, and the call perhaps on, after the last thing entered in it.
  const ended = Math.max(Date.parse(lost.lastSign), awakeUntil > began ? awakeUntil : 0)

  const goOn = () => {
    noteGoing(screen, { lead: row.id, call: call.id })
    screen.setState({ screen: 'queue' })
    openLead(screen, row.id)
  }
  const give = (disposition: string, label: string) =>
    attempt(async () => {
      try {
        await finishCall(desk, row.id, call.id, disposition, new Date(ended).toISOString())
        // Its work is done: the next lead that may be worked takes its place, and no key begins a second call of it.
        if (desk.reader.row(screen.getState().leadId ?? '')?.id === row.id)
          openLead(screen, nextLead(queue, desk.reader.row(row.id), desk.now()))
        screen.setState({ said: t('recovery.given', { lead: row.name, outcome: label }) })
      } catch (error) {
        if (!(error instanceof FieldsMissing)) throw error
        goOn()
        screen.setState({ disposition })
        await new Promise((rendered) => setTimeout(rendered))
        await focusField(error.fields[0] as FieldId)
        throw error
      }
    })
  const choices = [
    ...policy.dispositions.map((d) => ({ key: d.key, label: d.label, run: () => give(d.id, d.label) })),
    { key: TALKING_KEY, label: t('recovery.talking'), run: goOn },
  ]

  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={640}
      title={left > 1 ? t('recovery.titleOf', { count: left }) : t('recovery.title')}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons inside */}
      <div
        onKeyDown={(e) => {
          const choice = choices.find((c) => c.key === chordOf(e))
          if (!choice) return
          e.preventDefault()
          void choice.run()
        }}
      >
        <Stack gap="sm">
          {/* Not a choice: Enter, pressed for something else, gives no outcome. */}
          <div tabIndex={-1} data-autofocus className={css.plainFocus}>
            <b>{row.name || t('lead.noName')}</b>
            {[row.company, call.phone ? readable(call.phone) : t('recovery.rang')]
              .filter(Boolean)
              .map((text) => ` · ${text}`)}
          </div>
          <div>
            {t('recovery.began', { at: recent(began, desk.now(), t) })},{' '}
            {ended > began ? t('recovery.lasted', { time: stopwatch(ended - began) }) : t('recovery.noSign')}.
          </div>
          <Known lost={lost} />
          <div className={parts.dim}>{t('recovery.hint')}</div>
          <Group gap="xs">
            {choices.map((c) => (
              <Button
                key={c.key}
                variant={c.key === TALKING_KEY ? 'light' : 'default'}
                rightSection={<Key chord={c.key} />}
                onClick={() => void c.run()}
              >
                {c.label.replace(/…$/, '')}
              </Button>
            ))}
          </Group>
        </Stack>
      </div>
    </Modal>
  )
}

/** What was entered in the call, so that it comes back to mind. */
function Known({ lost }: { lost: LostCall }) {
  const t = useT()
  const desk = useDesk()
  const { answers, notes, promised } = lost
  const policy = desk.reader.policy(lost.row.campaign)
  if (answers.length === 0 && notes.length === 0 && !promised) return null
  return (
    <dl className={css.known}>
      {answers.length > 0 && (
        <>
          <dt>{t('recovery.answered')}</dt>
          <dd>
            {answers
              .map((a) => `${fieldLabel(policy, a.field)}: ${valueTextIn(policy, a.field, a.value)}`)
              .join(' · ')}
          </dd>
        </>
      )}
      {notes.length > 0 && (
        <>
          <dt>{t('recovery.noted')}</dt>
          <dd>{notes.join(' · ')}</dd>
        </>
      )}
      {promised && <dd>{t('recovery.promised', { at: recent(promised.at, desk.now(), t) })}</dd>}
    </dl>
  )
}
