import type { Lead } from '../../../shared/lead/lead.ts'
import { useDesk, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import parts from '../parts/parts.module.css'
import css from './calling.module.css'

/** Every consent given or withdrawn, the latest first. */
export function ConsentHistory({ lead }: { lead: Lead }) {
  const t = useT()
  const nameOf = usePersonName()
  const now = useDesk().now()
  return (
    <section className={css.consents} aria-labelledby="consent-history">
      <h3 id="consent-history">{t('consent.history')}</h3>
      {lead.consents.length === 0 && <div className={parts.dim}>{t('consent.none')}</div>}
      <ul>
        {lead.consents.toReversed().map((c) => (
          <li key={c.id}>
            <b>{t(`consent.line.${c.given ? 'given' : 'withdrawn'}`, { purpose: t(`consent.${c.for}`) })}</b>
            {[c.basis, moment(c.at, now), nameOf(c.actor), c.source].filter(Boolean).map((x) => ` · ${x}`)}
            {c.text && <q>{c.text}</q>}
          </li>
        ))}
      </ul>
    </section>
  )
}
