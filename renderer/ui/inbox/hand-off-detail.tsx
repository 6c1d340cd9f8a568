import { Button } from '@mantine/core'
import { useState } from 'react'
import type { HandOff, HandOffListed } from '../../../shared/api/hand-offs.ts'
import { accept, noteAction } from '../../flow/hand-offs.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useParts, useScreen, useT } from '../context.tsx'
import { dial, mailTo, readable } from '../format/dial.ts'
import { count, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Chip, RouteChip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { ActionDialog } from './action-dialog.tsx'
import { BriefView } from './brief-view.tsx'
import { DoneSoFar } from './done-so-far.tsx'
import { Limit } from './hand-off-list.tsx'
import css from './inbox.module.css'
import { OutcomeDialog } from './outcome-dialog.tsx'
import { PassOnDialog } from './pass-on-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { Steps } from './steps.tsx'

interface Props {
  handOff: HandOffListed
  now: number
  /** What a command made of it, and what to say. */
  onChanged(handOff: HandOff, said: string): void
}

/** One hand-off: who it is, what to do with it, and the brief to read before the first word. */
export function HandOffDetail({ handOff: h, now, onChanged }: Props) {
  const t = useT()
  const { desk, screen } = useParts()
  const attempt = useAttempt()
  const name = usePersonName()
  const online = useScreen((s) => s.sync.connection !== 'offline')
  const [busy, setBusy] = useState(false)
  const waits = h.state === 'waiting' || h.state === 'delivered'
  const works = h.state === 'accepted'
  const run = (work: () => Promise<HandOff>, said: string) => {
    if (busy) return
    setBusy(true)
    void attempt(async () => onChanged(await work(), said)).then(() => setBusy(false))
  }
  const call = () =>
    run(async () => {
      await dial(h.person.phone)
      return noteAction(desk, h, { kind: 'call' })
    }, t('inbox.said.action'))
  const mail = async () => {
    const began = await mailTo(h.person.email)
    if (began === 'begun') return
    await navigator.clipboard.writeText(h.person.email)
    sayPassing(screen, t(began === 'refused' ? 'inbox.mailCopied' : 'inbox.mailCopiedToo'))
  }
  const team = desk.reader.teams().find((one) => one.id === h.team)?.name
  const holder = h.owner === null ? (team ?? t('inbox.nobody')) : name(h.owner)
  const button = (what: 'action' | 'return' | 'won' | 'lost' | 'passOn', key: string) => (
    <Button
      data-hand-off={what}
      rightSection={<Key chord={key} />}
      disabled={busy || !online}
      onClick={() => screen.setState({ dialog: what === 'return' ? 'sendBack' : what })}
    >
      {t(`inbox.do.${what}`)}
    </Button>
  )
  return (
    <section className={`${parts.card} ${css.detail}`} aria-label={h.person.name || t('lead.noName')}>
      <header className={css.head}>
        <div>
          <h2 className={css.name}>{h.person.name || t('lead.noName')}</h2>
          <div className={parts.dim}>{[h.person.jobTitle, h.person.company].filter(Boolean).join(' · ')}</div>
        </div>
        <div className={css.reach}>
          {h.person.phone !== '' && <span>{readable(h.person.phone)}</span>}
          {h.person.email !== '' && (
            <button
              type="button"
              className={css.mail}
              data-hand-off="mail"
              title={t('inbox.mail')}
              onClick={() => void attempt(mail)}
            >
              {h.person.email} <Key chord="m" />
            </button>
          )}
        </div>
        <div className={css.chips}>
          <RouteChip route={h.route} />
          <Chip tone="outline">{t('inbox.score', { n: Math.round(h.score.expected) })}</Chip>
          <Chip tone="outline">{t('inbox.decided', { at: moment(h.steps.decidedAt, now) })}</Chip>
          <Chip tone="outline">{t('inbox.holder', { holder })}</Chip>
          <Limit handOff={h} now={now} />
        </div>
        <div className={css.actions}>
          {waits && (
            <Button
              variant="filled"
              data-hand-off="accept"
              rightSection={<Key chord="a" />}
              loading={busy}
              disabled={!online}
              onClick={() => run(() => accept(desk, h), t('inbox.said.accepted'))}
            >
              {t('inbox.do.accept')}
            </Button>
          )}
          {works && h.person.phone !== '' && (
            <Button
              variant="filled"
              data-hand-off="call"
              rightSection={<Key chord="d" />}
              disabled={busy || !online}
              onClick={call}
            >
              {t('inbox.do.call')}
            </Button>
          )}
          {works && button('action', 'n')}
          {works && button('won', 'w')}
          {works && button('lost', 'l')}
          {(waits || works) && button('return', 'r')}
          {(waits || works) && button('passOn', 'o')}
        </div>
      </header>
      {h.returned && (
        <p className={css.told}>
          {t('inbox.returned', { reason: t(`inbox.reason.${h.returned.reason}`), by: name(h.returned.by) })}
          {h.returned.note && ` — ${h.returned.note}`}
        </p>
      )}
      {h.outcome && (
        <p className={css.told}>
          {[
            t(`inbox.state.${h.outcome.outcome}`),
            h.outcome.value !== null && `${count(h.outcome.value)} ${h.outcome.currency}`,
            h.outcome.reason,
          ]
            .filter(Boolean)
            .join(' — ')}
        </p>
      )}
      <DoneSoFar handOff={h} now={now} />
      <BriefView handOff={h.id} />
      <Steps steps={h.steps} now={now} />
      <ActionDialog handOff={h} onDone={(changed) => onChanged(changed, t('inbox.said.action'))} />
      <ReturnDialog handOff={h} onDone={(changed) => onChanged(changed, t('inbox.said.returned'))} />
      <OutcomeDialog handOff={h} onDone={(changed) => onChanged(changed, t('inbox.said.settled'))} />
      <PassOnDialog handOff={h} onDone={(changed) => onChanged(changed, t('inbox.said.passedOn'))} />
    </section>
  )
}
