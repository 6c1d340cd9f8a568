import type { ReactNode } from 'react'
import { useT } from '../../context.tsx'
import { span } from '../../format/time.ts'
import type { Tone } from '../../parts/chip.tsx'
import css from './charts.module.css'

export interface Band {
  key: string
  label: ReactNode
  /** In seconds: half took p50 or less. */
  p50: number
  p90: number
  p95: number
  text: string
  tone: Exclude<Tone, 'outline'>
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MARKS = [10, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 180 * DAY, 3650 * DAY]

/** Where times stand on a scale whose steps are factors, in percent. @param marks ascending, two at least */
const placeOn = (marks: readonly number[]) => {
  const [least, most] = [marks[0] ?? 1, marks.at(-1) ?? 1]
  return (seconds: number) => {
    const at = Math.log(Math.max(least, seconds) / least) / Math.log(most / least)
    return 100 * Math.min(1, at)
  }
}

/** The marks of a scale that holds all of the bands. */
export function marksFor(bands: readonly Pick<Band, 'p50' | 'p95'>[]): number[] {
  const least = Math.min(...bands.map((b) => b.p50))
  const most = Math.max(...bands.map((b) => b.p95))
  const first = MARKS.findLastIndex((m) => m <= least)
  const last = MARKS.findIndex((m) => m >= most)
  const from = Math.max(0, first)
  return MARKS.slice(from, Math.max(from + 2, last === -1 ? MARKS.length : last + 1))
}

/** Percentiles of times on one scale: a line at the half, a bar up to nine in ten, a whisker to nineteen in twenty. */
export function Bands({ bands, marks }: { bands: readonly Band[]; marks: readonly number[] }) {
  const place = placeOn(marks)
  const pc = (seconds: number) => `${place(seconds)}%`
  return (
    <ul className={css.rows}>
      {bands.map(({ key, label, p50, p90, p95, text, tone }) => (
        <li key={key} className={css.row}>
          <div className={css.label}>{label}</div>
          <svg className={css.band} aria-hidden="true">
            {marks.map((m) => (
              <line key={m} x1={pc(m)} x2={pc(m)} y1="0" y2="100%" className={css.grid} />
            ))}
            <line x1={pc(p50)} x2={pc(p95)} y1="50%" y2="50%" data-tone={tone} className={css.whisker} />
            <rect
              x={pc(p50)}
              width={`${Math.max(0.4, place(p90) - place(p50))}%`}
              y="25%"
              height="50%"
              data-tone={tone}
            />
            <line x1={pc(p50)} x2={pc(p50)} y1="5%" y2="95%" className={css.half} />
            <line x1={pc(p95)} x2={pc(p95)} y1="25%" y2="75%" data-tone={tone} className={css.whisker} />
          </svg>
          <div className={css.words}>{text}</div>
        </li>
      ))}
    </ul>
  )
}

/** The scale's marks in words, under the bands. */
export function BandScale({ marks }: { marks: readonly number[] }) {
  const t = useT()
  const place = placeOn(marks)
  return (
    <div className={css.row} aria-hidden="true">
      <div />
      <div className={css.scale}>
        {marks.map((m) => (
          <span key={m} style={{ left: `${place(m)}%` }}>
            {m < MINUTE ? t('time.span.seconds', { n: m }) : span(m * 1000, t)}
          </span>
        ))}
      </div>
    </div>
  )
}
