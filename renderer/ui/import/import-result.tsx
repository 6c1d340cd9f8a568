import { Anchor, Button, Group } from '@mantine/core'
import type { ImportProgress } from '../../../shared/api/api.ts'
import { importProblemsUrl } from '../../flow/import-leads.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { useSaid } from '../use-said.ts'
import css from './import.module.css'

const COUNTS = ['added', 'joined', 'unchanged', 'rejected'] as const

/** What came of the file, and every row that could not be taken, with the reason. */
export function ImportResult({ progress: p, onAgain }: { progress: ImportProgress; onAgain(): void }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const { invalid = 0, ignored = [] } = p
  const showInvalid = () => screen.setState({ screen: 'quality', qualityTab: 'invalid' })
  const outcome = t(`import.state.${p.state}`, { file: p.fileName, n: count(p.rows) })
  useSaid(outcome)
  return (
    <section className={parts.card} aria-label={t('import.result')}>
      <div className={css.bar}>
        <h2 className={parts.h2}>{outcome}</h2>
        <Group gap="xs">
          {p.problems.length > 0 && (
            <Anchor href={importProblemsUrl(desk, p.id)} download fz="sm" c="var(--accent-ink)">
              {t('import.download')}
            </Anchor>
          )}
          <Button onClick={onAgain}>{t('import.again')}</Button>
        </Group>
      </div>
      {p.error && <div className={css.error}>{p.error}</div>}
      <div className={css.counts}>
        {COUNTS.map((c) => (
          <div key={c}>
            <div className={css.figure}>{count(p[c])}</div>
            <div className={parts.dim}>{t(`import.count.${c}`)}</div>
          </div>
        ))}
      </div>
      {invalid > 0 && (
        <div className={css.remark}>
          {t('import.invalid', { count: invalid, n: count(invalid) })}{' '}
          <Anchor component="button" type="button" inherit c="var(--accent-ink)" onClick={showInvalid}>
            {t('import.showInvalid')}
          </Anchor>
        </div>
      )}
      {ignored.length > 0 && (
        <div className={css.remark}>
          {t('import.ignored', { count: ignored.length, columns: ignored.join(', ') })}
        </div>
      )}
      {p.problems.length > 0 && (
        <div className={css.columns}>
          <table className={parts.table}>
            <thead>
              <tr>
                <th className={parts.num}>{t('import.line')}</th>
                <th>{t('import.header')}</th>
                <th>{t('import.value')}</th>
                <th>{t('import.reason')}</th>
                <th>{t('import.effect')}</th>
              </tr>
            </thead>
            <tbody>
              {p.problems.map((q) => (
                <tr key={`${q.line} ${q.column} ${q.reason}`}>
                  <td className={parts.num}>{count(q.line)}</td>
                  <td>{q.column}</td>
                  <td className={css.samples} title={q.value}>
                    {q.value}
                  </td>
                  <td>{q.reason}</td>
                  <td>{t(q.rejected ? 'import.rowRefused' : 'import.rowTaken')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
