import { useCallback } from 'react'
import type { MailListed, MailState } from '../../../../shared/api/mail.ts'
import { loadMail, sendMailAgain } from '../../../flow/admin/mails.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { count, moment } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useAsked } from '../use-asked.ts'

/** What did not arrive can be sent again. */
const AGAIN: readonly MailState[] = ['refused', 'failed', 'bounced', 'cancelled']

interface Props {
  mail: MailListed
  onSentAgain(mail: MailListed): void
}

/** One mail: its text, and what became of it. */
export function MailPanel({ mail: m, onSentAgain }: Props) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const ask = useCallback((from: Desk, signal: AbortSignal) => loadMail(from, m.id, signal), [m.id])
  const { data, problem: unread, reload } = useAsked(ask)
  const { busy, problem, save } = useSave()
  const facts: [string, string][] = [
    [t('admin.to'), m.to],
    [t('admin.mails.stateShort'), t(`admin.mails.states.${m.state}`)],
    [t('admin.mails.written'), moment(m.at, now)],
    [t('admin.mails.sentAt'), m.sentAt ? moment(m.sentAt, now) : '–'],
    [t('admin.deliveries.attempts'), count(m.attempts)],
    [t('admin.deliveries.why'), m.lastError ?? '–'],
  ]
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={m.subject}>
      <h2>{m.subject}</h2>
      <Facts facts={facts} />
      {AGAIN.includes(m.state) && (
        <SaveBar problem={problem} busy={busy}>
          <SureButton
            label={t('admin.mails.again')}
            ask={t('admin.mails.againAsk', { to: m.to })}
            yes={t('admin.mails.againYes')}
            busy={busy}
            run={() =>
              save(async () => {
                const { text: _, html: __, ...listed } = await sendMailAgain(desk, m.id)
                onSentAgain(listed)
                return t('admin.mails.onItsWay')
              })
            }
          />
        </SaveBar>
      )}
      {data === null ? (
        <Asking problem={unread} reload={reload} />
      ) : (
        <>
          {data.html !== null && <p className={css.hint}>{t('admin.mails.textOnly')}</p>}
          <pre className={css.text}>{data.text}</pre>
        </>
      )}
    </section>
  )
}
