import { Fragment, type KeyboardEvent, memo, useState } from 'react'
import type { Field, FieldId } from '../../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import { fieldsOf } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { decidingFields } from '../../../shared/policy/supplement.ts'
import type { LeadView } from '../../db/views.ts'
import { askedFields } from '../../flow/missing-fields.ts'
import { useParts, useT } from '../context.tsx'
import { useDerived } from '../format/use-derived.ts'
import origins from '../identity/identity.module.css'
import { OriginsDialog } from '../identity/origins-dialog.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'
import { FieldBox } from './field-box.tsx'

const TABS = ['qualification', 'contact'] as const
type Tab = (typeof TABS)[number]

/** The order is fixed while the lead is open: what is answered stays where it is. */
function ordered(tab: Tab, lead: Lead, policy: Policy): Field[] {
  const scored = decidingFields(policy).map((f) => f.field)
  const asked = askedFields(policy)
  const rank = (f: Field) => {
    const counts = asked.has(f.id)
    const open = fieldValue(lead, f.id as FieldId) === null
    return (open && counts ? 0 : 2) + (counts ? 0 : 1)
  }
  const first = (f: Field) => scored.includes(f.id) || f.id === 'timeZone'
  const others = fieldsOf(policy).filter((f) => f.group !== 'own' || first(f))
  const shown = others.filter((f) => !f.derived && first(f) === (tab === 'qualification'))
  return tab === 'contact' ? shown : shown.sort((a, b) => rank(a) - rank(b))
}

/** What the campaign alone knows of and that decides nothing, in the policy's order; then what only earlier versions knew of. */
function ownFields(lead: Lead, policy: Policy): Field[] {
  const deciding = new Set(decidingFields(policy).map((f) => f.field))
  return fieldsOf(policy, lead).filter((f) => f.group === 'own' && !deciding.has(f.id))
}

/** Every field: those of the policy first, with the time zone that decides when to call. Missing ones come first, each with where and when its value came from. Tab moves to the next missing one, Shift+Tab back. */
export const Qualification = memo(function Qualification({
  view,
  policy,
  now,
}: {
  view: LeadView
  policy: Policy
  now: number
}) {
  const t = useT()
  const { screen } = useParts()
  const { lead } = view.snapshot
  /** Whose values' origins are shown; null: all of them. */
  const [origin, setOrigin] = useState<FieldId | null>(null)
  const [tab, setTab] = useState<Tab>('qualification')
  const [orders] = useState(() => ({
    qualification: ordered('qualification', lead, policy),
    contact: ordered('contact', lead, policy),
  }))
  const asked = askedFields(policy)
  const derived = useDerived(lead, policy)
  const own = tab === 'qualification' ? ownFields(lead, policy) : []

  const showOrigin = (field: FieldId | null) => {
    setOrigin(field)
    screen.setState({ dialog: 'origins' })
  }
  const onTab = (e: KeyboardEvent<HTMLDivElement>) => {
    if (e.key !== 'Tab' || e.altKey || e.ctrlKey) return
    const boxes = [...e.currentTarget.querySelectorAll<HTMLElement>('[data-field]')]
    if (e.shiftKey) boxes.reverse()
    const at = boxes.findIndex((b) => b.contains(e.target as Node))
    const next = boxes.slice(at + 1).find((b) => b.dataset.missing !== undefined)
    // After the last of them, and before the first, Tab goes where it goes everywhere.
    if (at < 0 || !next) return
    e.preventDefault()
    next.querySelector<HTMLElement>('input, select')?.focus()
  }

  return (
    <section className={`${parts.card} ${css.section}`} aria-label={t(`fields.${tab}`)}>
      <div className={parts.cardHead}>
        <div className={css.tabs} role="tablist" aria-label={t('fields.tabs')}>
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className={css.tab}
              aria-selected={tab === name}
              onClick={() => setTab(name)}
            >
              {t(`fields.${name}`)}
            </button>
          ))}
        </div>
        <span className={origins.hint}>
          {t('fields.tabHint')}
          <button type="button" className={css.link} data-origins onClick={() => showOrigin(null)}>
            {t('origin.all')} <Key chord="Ctrl+i" />
          </button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only makes Tab skip to the missing fields inside */}
      <div className={css.fields} onKeyDown={onTab}>
        {[...orders[tab], ...own].map((f) => (
          <Fragment key={f.id}>
            {f === own[0] && <h3 className={css.ownFields}>{t('fields.own')}</h3>}
            <FieldBox
              field={f}
              lead={lead}
              now={now}
              counts={asked.has(f.id)}
              derived={derived(f.id as FieldId)}
              onOrigin={showOrigin}
            />
          </Fragment>
        ))}
      </div>
      <OriginsDialog view={view} field={origin} now={now} />
    </section>
  )
})
