import type { ReassignPreview } from '../../../../shared/api/reassign.ts'
import { useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import { Kept } from './kept.tsx'
import css from './reassign.module.css'

interface Props {
  preview: ReassignPreview | null
  problem: string | null
  /** False while central is asked anew. */
  current: boolean
  nameOf(person: string | null): string
}

/** Who would get how many, and what would stay where it is. */
export function Preview({ preview, problem, current, nameOf }: Props) {
  const t = useT()
  if (problem !== null)
    return (
      <div className={css.preview} role="alert">
        {problem}
      </div>
    )
  if (preview === null)
    return (
      <div className={`${css.preview} ${parts.dim}`}>
        {t(current ? 'reassign.asking' : 'reassign.nothingYet')}
      </div>
    )
  const { total, moves, shares, kept } = preview
  return (
    <div className={css.preview} data-old={!current || undefined}>
      <div role="status">
        {t('reassign.moves', { count: total, moves: count(moves), total: count(total) })}
      </div>
      {moves > 0 && (
        <table className={css.shares}>
          <thead>
            <tr>
              <th>{t('reassign.person')}</th>
              <th>{t('reassign.gets')}</th>
              <th>{t('reassign.hasNow')}</th>
              <th>{t('reassign.most')}</th>
            </tr>
          </thead>
          <tbody>
            {shares.map((s) => (
              <tr key={s.person ?? ''}>
                <td>
                  {nameOf(s.person)}
                  {!s.worksToday && <span className={parts.dim}> {t('reassign.notToday')}</span>}
                </td>
                <td>
                  <b>{count(s.gets)}</b>
                </td>
                <td>{s.person === null ? '' : count(s.has)}</td>
                <td>{s.capacity === null ? '' : count(s.capacity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Kept kept={kept} />
    </div>
  )
}
