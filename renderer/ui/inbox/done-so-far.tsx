import { useEffect, useState } from 'react'
import type { HandOff, HandOffRead } from '../../../shared/api/hand-offs.ts'
import { loadHandOff } from '../../flow/hand-offs.ts'
import { useDesk, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import parts from '../parts/parts.module.css'
import css from './inbox.module.css'

/** What receivers did about a lead, the latest first; nothing where nothing was done. */
export function DoneSoFar({ handOff: { id, version }, now }: { handOff: HandOff; now: number }) {
  const t = useT()
  const desk = useDesk()
  const name = usePersonName()
  const [actions, setActions] = useState<HandOffRead['actions']>([])
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every version may have more
  useEffect(() => {
    const gone = new AbortController()
    loadHandOff(desk, id, gone.signal).then(
      (read) => {
        if (!gone.signal.aborted) setActions(read.actions)
      },
      (error: unknown) => {
        if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => gone.abort()
  }, [desk, id, version])
  if (actions.length === 0 && problem === null) return null
  return (
    <section className={css.doings} aria-label={t('inbox.doings')}>
      <h3 className={parts.h2}>{t('inbox.doings')}</h3>
      {problem && <p className={parts.dim}>{problem}</p>}
      <ul className={css.doingsList}>
        {actions.toReversed().map((a) => (
          <li key={`${a.at} ${a.kind} ${a.by}`}>
            <b>{t(`inbox.kind.${a.kind}`)}</b>{' '}
            <span className={parts.dim}>
              {moment(a.at, now)}, {name(a.by)}
            </span>
            {a.note && <div className={css.note}>{a.note}</div>}
          </li>
        ))}
      </ul>
    </section>
  )
}
