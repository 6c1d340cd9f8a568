import { IconCalendarTime, IconDownload, IconMessage, IconNote, IconPhone } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { stampTime } from '../../../../shared/events/stamp.ts'
import type { FieldId } from '../../../../shared/lead/catalog.ts'
import type { Lead } from '../../../../shared/lead/lead.ts'
import { fieldLabel } from '../../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import { lastOutcome } from '../../actions/running-call.ts'
import { useActions } from '../../actions/use-actions.tsx'
import { useDesk, useT } from '../../context.tsx'
import { clock, moment, wallDate } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import { type Entry, identityEntries } from '../../identity/identity-entries.tsx'
import { valueTextIn } from '../../identity/value-text.ts'
import css from '../desk.module.css'

const icon = { size: 13, stroke: 1.8, 'aria-hidden': true }

/** What the person did and said, through every channel, and what was done; the latest first. */
export function useHistory(lead: Lead, policy: Policy): Entry[] {
  const t = useT()
  const { reader } = useDesk()
  const person = usePersonName()
  const amend = useActions().get('amend')
  const amendable = amend?.enabled ? lastOutcome(lead)?.id : null
  const outcome = (id: string | null) =>
    id === null ? t('history.noOutcome') : (policy.dispositions.find((d) => d.id === id)?.label ?? id)
  return [
    ...lead.responses.map((r) => {
      const at = r.at === null ? stampTime(r.stamp) : Date.parse(r.at)
      return {
        key: r.event,
        at,
        icon: <IconDownload {...icon} />,
        text: (
          <>
            <b>{r.label}</b>{' '}
            <span className={css.when}>· {r.at === null ? t('history.undated') : clock(at)}</span>
          </>
        ),
      }
    }),
    ...lead.calls.map((c) => ({
      key: c.id,
      at: Date.parse(c.startedAt),
      icon: <IconPhone {...icon} />,
      text: (
        <>
          <b>{t('history.call')}</b>, {outcome(c.disposition)}{' '}
          <span className={css.when}>
            · {person(c.actor)} · {clock(c.startedAt)}
          </span>
          {c.id === amendable && (
            <button type="button" className={css.link} onClick={() => void amend?.run()}>
              {t('history.correct')}
            </button>
          )}
        </>
      ),
    })),
    ...lead.callbacks.map((c) => ({
      key: c.id,
      at: stampTime(c.stamp),
      icon: <IconCalendarTime {...icon} />,
      text: (
        <>
          <b>{t(c.closed ? `history.callback.${c.closed.outcome}` : 'history.callback.open')}</b>{' '}
          {moment(c.at, stampTime(c.stamp))}
          {c.note && `, ${c.note}`} <span className={css.when}>· {person(c.actor)}</span>
        </>
      ),
    })),
    ...lead.notes
      .filter((n) => n.text.trim() !== '')
      .map((n) => ({
        key: n.id,
        at: stampTime(n.stamp),
        icon: <IconNote {...icon} />,
        text: (
          <>
            {n.text}{' '}
            <span className={css.when}>
              · {person(n.actor)} · {clock(stampTime(n.stamp))}
            </span>
          </>
        ),
      })),
    ...answerEntries(lead, { t, person, policy }),
    ...identityEntries(lead, { t, person, leadName: (id) => reader.row(id)?.name ?? '' }),
  ].sort((a, b) => b.at - a.at)
}

interface Texts {
  t: TFunction
  person(actor: string): string
  policy: Policy
}

/** What one person was told on one day: a line. What was taken back since is in the history of its field alone. */
function answerEntries(lead: Lead, { t, person, policy }: Texts): Entry[] {
  const lines = new Map<string, { at: number; actor: string; said: string[] }>()
  for (const [id, versions] of Object.entries(lead.fields)) {
    const undone = new Set(versions.flatMap((v) => v.undoes ?? []))
    for (const v of versions) {
      const told = v.source.channel === 'phone' || v.source.channel === 'desk'
      if (!told || undone.has(v.event) || (v.value === null && v.reaskOn === undefined)) continue
      const at = stampTime(v.stamp)
      const key = `${wallDate(at, null)} ${v.actor}`
      const line = lines.get(key) ?? { at, actor: v.actor, said: [] }
      const value =
        v.value === null
          ? t(v.later ? 'history.later' : 'history.declined')
          : valueTextIn(policy, id, v.value)
      line.said.push(`${fieldLabel(policy, id as FieldId)}: ${value}${v.words ? ` (“${v.words}”)` : ''}`)
      lines.set(key, { ...line, at: Math.max(line.at, at) })
    }
  }
  return [...lines].map(([key, { at, actor, said }]) => ({
    key,
    at,
    icon: <IconMessage {...icon} />,
    text: (
      <>
        {said.join(' · ')} <span className={css.when}>· {person(actor)}</span>
      </>
    ),
  }))
}
