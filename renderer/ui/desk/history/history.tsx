import type { Lead } from '../../../../shared/lead/lead.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import { useT } from '../../context.tsx'
import { day, wallDate } from '../../format/time.ts'
import type { Entry } from '../../identity/identity-entries.tsx'
import parts from '../../parts/parts.module.css'
import css from '../desk.module.css'
import own from './history.module.css'
import { useHistory } from './use-history.tsx'

/** Days that are unfolded when a lead is opened. */
const OPEN_DAYS = 3

/** The history by day, the latest first; older days are folded to how much happened. */
export function History({ lead, policy, now }: { lead: Lead; policy: Policy; now: number }) {
  const t = useT()
  const days = byDay(useHistory(lead, policy))
  if (days.length === 0) return <div className={parts.dim}>{t('history.none')}</div>
  return days.map(([key, entries], i) => (
    <details key={key} className={own.day} open={i < OPEN_DAYS}>
      <summary>
        {key === wallDate(now, null) ? t('history.today') : day(entries[0]?.at ?? now, now)}
        <span className={own.count}>{t('history.count', { count: entries.length })}</span>
      </summary>
      <ul className={css.history}>
        {entries.map((e) => (
          <li key={e.key}>
            {e.icon}
            <span>{e.text}</span>
          </li>
        ))}
      </ul>
    </details>
  ))
}

function byDay(entries: readonly Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = wallDate(entry.at, null)
    days.set(key, [...(days.get(key) ?? []), entry])
  }
  return [...days]
}
