import { Fragment, type ReactNode } from 'react'
import type { Tone } from '../../parts/chip.tsx'
import css from './charts.module.css'

export interface BarPart {
  /** What it is, as it is read beside the bar. */
  text: string
  value: number
  tone: Exclude<Tone, 'outline'>
}

export interface Bar {
  key: string
  label: ReactNode
  parts: readonly BarPart[]
  /** After the parts. */
  note?: string
}

interface Props {
  bars: readonly Bar[]
  /** What the whole width stands for; left out: the longest bar. */
  most?: number
}

/** Bars of parts on one scale from 0; what each part is stands beside it in words, in the same order. */
export function Bars({ bars, most: given }: Props) {
  const most = given || Math.max(1, ...bars.map(({ parts }) => sum(parts)))
  return (
    <ul className={css.rows}>
      {bars.map(({ key, label, parts, note }) => (
        <li key={key} className={css.row}>
          <div className={css.label}>{label}</div>
          <svg className={css.bar} aria-hidden="true">
            {parts.map(({ text, value, tone }, i) => {
              const before = sum(parts.slice(0, i))
              return (
                <rect
                  key={text}
                  x={`${(100 * before) / most}%`}
                  style={{ width: widthOf((100 * value) / most) }}
                  height="100%"
                  data-tone={tone}
                />
              )
            })}
          </svg>
          <div className={css.words}>
            {parts
              .filter((p) => p.value > 0 || parts.length === 1)
              .map(({ text, tone }, i) => (
                <Fragment key={text}>
                  {i > 0 && ' · '}
                  <span className={css.part}>
                    <span className={css.swatch} data-tone={tone} aria-hidden="true" />
                    {text}
                  </span>
                </Fragment>
              ))}
            {note && <span className={css.note}> · {note}</span>}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** A gap divides it from the next; whatever is not nothing can be seen. */
const widthOf = (percent: number) => (percent === 0 ? 0 : `max(2px, calc(${percent}% - 1px))`)

const sum = (parts: readonly BarPart[]) => parts.reduce((n, p) => n + p.value, 0)
