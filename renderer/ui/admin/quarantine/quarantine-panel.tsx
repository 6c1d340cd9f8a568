import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import type { QuarantineDecided } from '../../../../shared/api/devices.ts'
import { decideQuarantine } from '../../../flow/admin/quarantine.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { eventText } from '../../format/event-text.ts'
import { count, moment } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import type { Row } from './quarantine-tab.tsx'

interface Props {
  event: Row
  /** What is decided: those that are chosen, else the one that is shown. */
  ids: readonly string[]
  onDecided(): void
}

/** An event as it was handed in; what is chosen is taken in or refused. */
export function QuarantinePanel({ event: e, ids, onDecided }: Props) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const person = usePersonName()
  const { busy, problem, save } = useSave()
  const [refused, setRefused] = useState<readonly string[]>([])
  const lead = e.lead === null ? '–' : (desk.reader.row(e.lead)?.name ?? `…${e.lead.slice(-6)}`)
  const facts: [string, string][] = [
    [t('admin.quarantine.lead'), lead],
    [t('admin.devices.name'), e.device],
    [t('admin.quarantine.received'), moment(e.receivedAt, now)],
    ...(e.decided === null
      ? []
      : [
          [
            t('admin.quarantine.decided'),
            `${t(`admin.quarantine.states.${e.state}`)} · ${person(e.decided.by)} · ${moment(e.decided.at, now)}`,
          ] as [string, string],
        ]),
  ]
  const decide = (action: 'release' | 'discard') =>
    save(async () => {
      const { results } = await decideQuarantine(desk, ids, action)
      setRefused(whyNot(results))
      onDecided()
      return t(`admin.quarantine.done.${action}`, { count: ids.length, n: count(ids.length) })
    })
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={eventText(t, e.type)}>
      <h2>{eventText(t, e.type)}</h2>
      <p className={css.hint}>{e.owner}</p>
      <Facts facts={facts} />
      {e.event ? (
        <pre className={css.text}>{said(e.event)}</pre>
      ) : (
        <p className={css.hint}>{t('admin.quarantine.noContent')}</p>
      )}
      {refused.length > 0 && (
        <Alert color="red" role="alert" title={t('admin.quarantine.notTaken')}>
          {refused.join('; ')}
        </Alert>
      )}
      {e.state === 'waiting' && (
        <SaveBar problem={problem} busy={busy}>
          <SureButton
            label={t('admin.quarantine.refuse', { count: ids.length, n: count(ids.length) })}
            ask={t('admin.quarantine.refuseAsk')}
            yes={t('admin.quarantine.refuseYes')}
            busy={busy}
            run={() => decide('discard')}
          />
          <Button variant="filled" loading={busy} onClick={() => void decide('release')}>
            {t('admin.quarantine.accept', { count: ids.length, n: count(ids.length) })}
          </Button>
        </SaveBar>
      )}
    </section>
  )
}

/** What it says, a line for each part. */
function said(event: unknown): string {
  const payload = typeof event === 'object' && event !== null && 'payload' in event ? event.payload : event
  return JSON.stringify(payload, null, 1)
    .replace(/^[{}]$|[{}",]/gmu, '')
    .split('\n')
    .filter((l) => l.trim() !== '')
    .join('\n')
}

const whyNot = (results: QuarantineDecided['results']): string[] => [
  ...new Set(results.flatMap(({ verdict: v }) => (v?.verdict === 'rejected' ? v.fault.message : []))),
]
