import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import type { QueueSummary } from '../../../../shared/api/api.ts'
import type { Reassignment } from '../../../../shared/api/reassign.ts'
import type { LeadRow } from '../../../db/views.ts'
import { reassign } from '../../../flow/reassign.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useScreen, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count } from '../../format/time.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { askedOf, newDraft, type Preset } from './draft.ts'
import { Outcome } from './outcome.tsx'
import { Preview } from './preview.tsx'
import css from './reassign.module.css'
import { ToWhom } from './to-whom.tsx'
import { useNameOf } from './use-name-of.ts'
import { usePreview } from './use-preview.ts'
import { WhichLeads } from './which-leads.tsx'

interface Props {
  /** Those of them that are chosen in the table are meant first. */
  rows: readonly LeadRow[]
  preset: Preset | null
  queues: readonly QueueSummary[]
  /** It is closed. @param changed whether anything was given away */
  onClose(changed: boolean): void
}

/** Gives leads to others: which, to whom, what that would do; then what it did, and the way back. */
export function ReassignDialog({ rows, preset, queues, onClose }: Props) {
  const t = useT()
  const { screen } = useParts()
  const [done, setDone] = useState<Reassignment | null>(null)
  const nameOf = useNameOf()
  const close = () => {
    screen.setState({ dialog: null })
    onClose(done !== null)
    setDone(null)
  }
  return (
    <Dialog name="reassign" onClose={close} title={t('reassign.title')} size={620}>
      {done ? (
        <Outcome begun={done} nameOf={nameOf} onClose={close} />
      ) : (
        <Form rows={rows} preset={preset} queues={queues} onClose={close} onDone={setDone} nameOf={nameOf} />
      )}
    </Dialog>
  )
}

interface FormProps extends Omit<Props, 'onClose'> {
  nameOf(person: string | null): string
  onClose(): void
  onDone(done: Reassignment): void
}

function Form({ rows: all, preset, queues, nameOf, onClose, onDone }: FormProps) {
  const t = useT()
  const desk = useDesk()
  const selection = useScreen((s) => s.selection)
  const campaign = useScreen((s) => s.teamCampaign)
  const rows = useMemo(() => {
    const chosen = new Set(selection)
    return all.filter((r) => chosen.has(r.id))
  }, [all, selection])
  const now = useNow(60_000)
  const attempt = useAttempt()
  const people = byName(desk.reader.people().filter((p) => p.active && p.role === 'agent'))
  const away = new Set(queues.flatMap((q) => (q.absence ? (q.person?.id ?? []) : [])))
  const [draft, setDraft] = useState(() =>
    newDraft(
      rows.length,
      preset,
      people.filter((p) => !away.has(p.id)).map((p) => p.id),
      campaign,
    ),
  )
  const [busy, setBusy] = useState(false)
  // One id for all tries to send it: an answer that was lost moves nothing twice.
  const [id, setId] = useState(() => desk.newId())
  const { reason, ...asking } = draft
  const key = JSON.stringify(asking)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the draft says is what counts, and not its reason
  const asked = useMemo(() => askedOf(draft, rows), [key, rows])
  const seen = usePreview(asked)
  const moves = asked && seen.current ? seen.preview?.moves : undefined
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part })
    setId(desk.newId())
  }
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (asked === null || moves === 0 || busy) return
    setBusy(true)
    void attempt(async () => onDone(await reassign(desk, id, asked, reason.trim()))).then(() =>
      setBusy(false),
    )
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        <WhichLeads draft={draft} chosen={rows.length} now={now} onChange={change} />
        <ToWhom draft={draft} people={people} queues={queues} onChange={change} />
        <TextInput
          label={t('dialog.reasonOptional')}
          value={reason}
          onChange={(e) => change({ reason: e.currentTarget.value })}
        />
        <Preview {...(asked ? seen : { preview: null, problem: null, current: false })} nameOf={nameOf} />
        <Group justify="flex-end" gap="xs" className={css.buttons}>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={asked === null || moves === 0}>
            {moves === undefined
              ? t('reassign.title')
              : t('reassign.save', { count: moves, n: count(moves) })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
