import type { ReactNode } from 'react'
import { percent } from '../../format/numbers.ts'
import type { Tone } from '../../parts/chip.tsx'
import css from './charts.module.css'

export interface Interval {
  key: string
  label: ReactNode
  /** Shares, 0 to 1; null: there is nothing to take a share of. */
  share: number | null
  low: number
  high: number
  text: string
  tone: Exclude<Tone, 'outline'>
}

const MARKS = [0, 0.25, 0.5, 0.75, 1]
const pc = (share: number) => `${100 * share}%`

/** Shares with how sure they are: a dot at the share seen, a line over where the true one may well lie. */
export function Intervals({ rows }: { rows: readonly Interval[] }) {
  return (
    <ul className={css.rows}>
      {rows.map(({ key, label, share, low, high, text, tone }) => (
        <li key={key} className={css.row}>
          <div className={css.label}>{label}</div>
          <svg className={css.band} aria-hidden="true">
            {MARKS.map((m) => (
              <line key={m} x1={pc(m)} x2={pc(m)} y1="0" y2="100%" className={css.grid} />
            ))}
            {share !== null && (
              <>
                <line x1={pc(low)} x2={pc(high)} y1="50%" y2="50%" data-tone={tone} className={css.reach} />
                <circle cx={pc(share)} cy="50%" r="5" data-tone={tone} className={css.dot} />
              </>
            )}
          </svg>
          <div className={css.words}>{text}</div>
        </li>
      ))}
      <li className={css.row} aria-hidden="true">
        <div />
        <div className={css.scale}>
          {[0, 0.5, 1].map((m) => (
            <span key={m} style={{ left: pc(m) }}>
              {percent(m)}
            </span>
          ))}
        </div>
      </li>
    </ul>
  )
}
