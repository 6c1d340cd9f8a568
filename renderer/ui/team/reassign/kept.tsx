import type { ReassignPreview } from '../../../../shared/api/reassign.ts'
import { useDesk, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { useOwnerName } from '../use-owner-name.ts'
import css from './reassign.module.css'

/** So many of a kind are named. */
const NAMED = 5

/** What stays, or stayed, where it is, and why; the first of each by name, with who has them. */
export function Kept({ kept }: { kept: ReassignPreview['kept'] }) {
  const t = useT()
  const { reader } = useDesk()
  const owner = useOwnerName()
  if (kept.length === 0) return null
  return (
    <ul className={css.kept}>
      {kept.map(({ why, count: n, leads }) => {
        const rows = leads.slice(0, NAMED).flatMap((id) => reader.row(id) ?? [])
        const named = rows.map((row) => `${row.name || t('lead.noName')} (${owner(row)})`)
        return (
          <li key={why}>
            {t(`reassign.kept.${why}`, { count: n, n: count(n) })}
            {why !== 'already' && named.length > 0 && (
              <span className={css.names}>
                {named.join(', ')}
                {n > named.length ? '…' : ''}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
