import type { ImportCheck } from '../../../shared/api/imports.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { useSaid } from '../use-said.ts'
import css from './import.module.css'

const COUNTS = ['fresh', 'joining', 'repeated', 'unchanged', 'rejected'] as const

/** What the file would do, before it does: rows that join known leads, and rows that look like one. */
export function CheckResult({ found }: { found: ImportCheck }) {
  const t = useT()
  const { joins, likenesses } = found
  const would = t('import.wouldDo', { count: found.rows, n: count(found.rows) })
  useSaid(would)
  return (
    <section className={parts.card} aria-label={t('import.checked')}>
      <div className={css.bar}>
        <h2 className={parts.h2}>{would}</h2>
        {found.more && <span className={parts.dim}>{t('import.notAll')}</span>}
      </div>
      <div className={css.counts}>
        {COUNTS.map((c) => (
          <div key={c}>
            <div className={css.figure}>{count(found[c])}</div>
            <div className={parts.dim}>{t(`import.would.${c}`)}</div>
          </div>
        ))}
      </div>
      {found.alike > 0 && (
        <>
          <h3 className={css.listTitle}>
            {t('import.alike', { count: found.alike, n: count(found.alike) })}
          </h3>
          <Rows
            label={t('import.alikeList')}
            last={t('import.becauseOf')}
            rows={likenesses.map((l) => ({ ...l, why: l.reasons.join(' · ') }))}
            all={found.alike}
          />
        </>
      )}
      {joins.length > 0 && (
        <>
          <h3 className={css.listTitle}>
            {t('import.joiningTitle', { count: found.joining, n: count(found.joining) })}
          </h3>
          <Rows
            label={t('import.joinList')}
            last={t('import.foundBy')}
            rows={joins.map((j) => ({ ...j, why: t(`import.by2.${j.by}`) }))}
            all={found.joining}
          />
        </>
      )}
    </section>
  )
}

interface RowsProps {
  label: string
  last: string
  rows: readonly (Omit<ImportCheck['joins'][number], 'by'> & { why: string })[]
  all: number
}

function Rows({ label, last, rows, all }: RowsProps) {
  const t = useT()
  return (
    <div className={css.columns}>
      <table className={parts.table} aria-label={label}>
        <thead>
          <tr>
            <th className={parts.num}>{t('import.line')}</th>
            <th>{t('import.rowName')}</th>
            <th>{t('import.knownLead')}</th>
            <th>{last}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.line}>
              <td className={parts.num}>{count(r.line)}</td>
              <td>{r.name}</td>
              <td>
                {r.leadName === ''
                  ? t('import.hiddenLead')
                  : [r.leadName, r.company].filter((x) => x !== '').join(' · ')}
              </td>
              <td>{r.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > rows.length && (
        <div className={css.remark}>{t('import.andMore', { n: count(all - rows.length) })}</div>
      )}
    </div>
  )
}
