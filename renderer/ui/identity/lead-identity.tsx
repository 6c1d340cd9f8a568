import { IconUsers } from '@tabler/icons-react'
import type { LeadRow } from '../../db/views.ts'
import type { LikelyDuplicate } from '../../flow/likely-duplicates.ts'
import { useParts, useT } from '../context.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { DuplicateDialog } from './duplicate-dialog.tsx'
import css from './identity.module.css'
import { inSentence } from './in-short.ts'
import { InvalidLine } from './invalid-line.tsx'
import { MergedDialog } from './merged-dialog.tsx'
import { useLikely } from './use-likely.ts'

/** Who else the open lead may be, what it was merged from, and what makes it invalid: a quiet line, or nothing. */
export function LeadIdentity({ row }: { row: LeadRow }) {
  const t = useT()
  const { screen } = useParts()
  const { likely, lookAgain } = useLikely(row)
  const merged = row.parts.length > 1
  if (likely.length === 0 && !merged && row.invalid.length === 0) return null
  return (
    <section className={css.line} aria-label={t('identity.label')}>
      {merged && (
        <button
          type="button"
          className={parts.chip}
          data-tone="outline"
          title={t('identity.mergedHint')}
          onClick={() => screen.setState({ dialog: 'merged' })}
        >
          {t('identity.mergedFrom', { count: row.parts.length })}
        </button>
      )}
      <InvalidLine row={row} />
      {likely.length > 0 && <LikelyLine likely={likely} />}
      <DuplicateDialog row={row} likely={likely} onSettled={lookAgain} />
      {merged && <MergedDialog row={row} />}
    </section>
  )
}

function LikelyLine({ likely }: { likely: readonly LikelyDuplicate[] }) {
  const t = useT()
  const { screen } = useParts()
  // What can be looked at goes before what is somebody else's.
  const first = likely.find((l) => l.lead !== null) ?? likely[0]
  if (!first) return null
  const name = first.name || t('lead.noName')
  const reasons = first.likeness.reasons.filter((r) => r.speaksFor).map((r) => r.text)
  const text = first.lead
    ? t('identity.likely', { name })
    : first.owner
      ? t('identity.elsewhere', { name, owner: first.owner })
      : t('identity.elsewherePool', { name })
  return (
    <>
      <IconUsers size={14} aria-hidden="true" />
      <span className={css.lineText} title={[name, first.company].filter(Boolean).join(', ')}>
        {[text, inSentence(reasons.slice(0, 3))].filter(Boolean).join(': ')}
        {likely.length > 1 && ` ${t('identity.more', { count: likely.length - 1 })}`}
      </span>
      {first.lead && (
        <button
          type="button"
          className={css.link}
          data-compare
          onClick={() => screen.setState({ dialog: 'duplicate' })}
        >
          {t('identity.compare')} <Key chord="=" />
        </button>
      )}
    </>
  )
}
