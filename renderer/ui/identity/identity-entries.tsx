import { IconArrowBackUp, IconGitMerge, IconShieldCheck, IconUserCheck } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { stampTime } from '../../../shared/events/stamp.ts'
import type { Fact, Lead } from '../../../shared/lead/lead.ts'
import { clock, count } from '../format/time.ts'
import css from './identity.module.css'
import { invalidText } from './invalid-text.ts'

/** One line of a lead's history. `at`: epoch milliseconds. */
export interface Entry {
  key: string
  at: number
  icon: ReactNode
  text: ReactNode
}

interface Texts {
  t: TFunction
  /** A person's name for an id. */
  person(actor: string): string
  /** A lead's name for an id; '' when it is not here. */
  leadName(id: string): string
}

const icon = { size: 13, stroke: 1.8, 'aria-hidden': true }

/** Who decided what of the person's identity, what the person allowed, and what became of the lead elsewhere. */
export function identityEntries(lead: Lead, { t, person, leadName }: Texts): Entry[] {
  const entry = (key: string, fact: Fact, sign: ReactNode, title: string, more = ''): Entry => {
    const at = stampTime(fact.stamp)
    return {
      key,
      at,
      icon: sign,
      text: (
        <>
          <b>{title}</b>
          {more && `, ${more}`}{' '}
          <span className={css.when}>
            {/* What a part of the system wrote down is told by its source. */}
            {fact.actor.startsWith('system:') ? '' : `· ${person(fact.actor)} `}· {clock(at)}
          </span>
        </>
      ),
    }
  }
  const merge = <IconGitMerge {...icon} />
  const check = <IconUserCheck {...icon} />
  return [
    ...lead.merges.flatMap((m) => [
      ...(m.other === '' ? [] : [entry(m.id, m, merge, t('identity.history.merged'))]),
      ...(m.undone ? [entry(m.undone.event, m.undone, merge, t('identity.history.undone'))] : []),
    ]),
    ...lead.keptApart.map((k) => {
      const name = leadName(k.other) || t('lead.noName')
      return entry(k.event, k, check, t('identity.history.apart', { name }))
    }),
    ...lead.reinstated.map((r) => {
      const reasons = r.reasons.map((id) => invalidText(t, id)).join(', ')
      return entry(r.event, r, check, t('identity.history.reinstated'), `${r.reason} (${reasons})`)
    }),
    ...(lead.takenBack?.by ?? []).map((b) =>
      entry(b.event, b, <IconArrowBackUp {...icon} />, t('identity.history.takenBack'), b.reason),
    ),
    ...lead.returns.map((r) => {
      const why = [t(`inbox.reason.${r.reason}`), r.note.trim()].filter(Boolean).join(', ')
      return entry(r.event, r, <IconArrowBackUp {...icon} />, t('identity.history.returned'), why)
    }),
    ...lead.outcomes.map((o) => {
      const value = o.value === null ? '' : `${count(o.value)} ${o.currency}`.trim()
      const more = [value, o.reason.trim()].filter(Boolean).join(', ')
      return entry(o.event, o, check, t(`inbox.state.${o.outcome}`), more)
    }),
    ...lead.consents.map((c) => {
      const title = t(`identity.history.consent.${c.for}.${c.given ? 'given' : 'refused'}`)
      return entry(
        c.event,
        c,
        <IconShieldCheck {...icon} />,
        title,
        [c.basis, c.source].filter(Boolean).join(', '),
      )
    }),
  ]
}
