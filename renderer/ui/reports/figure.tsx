import { Anchor, Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import css from './reports.module.css'

/** The numbers behind a picture: texts stand left, numbers right. */
export interface Numbers {
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

interface Props {
  title: string
  /** How it is to be read. */
  hint: string
  /** What will stand here while there are no numbers yet. */
  empty: string
  /** That there are none; left out: in these days. */
  nothing?: string
  numbers: Numbers
  /** Where the numbers are had as CSV. */
  csv: string
  children: ReactNode
}

/** A picture, its numbers as a table, and as a file. */
export function Figure({ title, hint, empty, nothing, numbers, csv, children }: Props) {
  const t = useT()
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const has = numbers.rows.length > 0
  return (
    <section className={`${parts.card} ${css.figure}`} aria-labelledby={id}>
      <div className={css.figureHead}>
        <h2 className={parts.h2} id={id}>
          {title}
        </h2>
        {has && (
          <div className={css.figureTools}>
            <Button
              size="compact-xs"
              className={css.pressed}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {t('reports.asTable')}
            </Button>
            <Anchor
              href={csv}
              download
              fz="xs"
              c="var(--accent-ink)"
              aria-label={t('reports.csvOf', { title })}
            >
              {t('reports.csv')}
            </Anchor>
          </div>
        )}
      </div>
      {has ? (
        <>
          <p className={css.hint}>{hint}</p>
          {asTable ? (
            <NumbersTable title={title} {...numbers} />
          ) : (
            <div className={css.picture}>{children}</div>
          )}
        </>
      ) : (
        <p className={css.nothing}>
          <b>{nothing ?? t('reports.nothing')}</b> {empty}
        </p>
      )}
    </section>
  )
}

function NumbersTable({ title, columns, rows }: Numbers & { title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={parts.scroll} tabIndex={0} aria-label={title}>
      <table className={parts.table}>
        <thead>
          <tr>
            {columns.map((name, i) => (
              <th key={name} scope="col" className={typeof rows[0]?.[i] === 'number' ? parts.num : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and no state
            <tr key={i}>
              {row.map((cell, at) => (
                <td key={columns[at]} className={typeof cell === 'number' ? parts.num : undefined}>
                  {typeof cell === 'number' ? count(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
