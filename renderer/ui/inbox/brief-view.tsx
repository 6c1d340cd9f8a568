import { useEffect, useState } from 'react'
import type { Brief } from '../../../shared/brief/brief.ts'
import { loadBrief } from '../../flow/hand-offs.ts'
import { useDesk, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import css from './inbox.module.css'

/** What makes the next conversation productive: who, why now, what was said, what is open. */
export function BriefView({ handOff }: { handOff: string }) {
  const t = useT()
  const desk = useDesk()
  const [brief, setBrief] = useState<Brief | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    loadBrief(desk, handOff, gone.signal).then(setBrief, (error: unknown) => {
      if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
    })
    return () => gone.abort()
  }, [desk, handOff])
  if (brief === null)
    return (
      <div className={css.brief} data-asked={problem === null || undefined}>
        {problem ?? t('inbox.asking')}
      </div>
    )
  return (
    <div className={css.brief}>
      {brief.stops.map((stop) => (
        <p key={stop} className={css.stop}>
          {stop}
        </p>
      ))}
      {/* First: it says whose clock the times below are by. */}
      <p className={css.made}>{brief.made}</p>
      {brief.sections.map((section) => (
        <section key={section.id} aria-label={section.title}>
          <h3 className={parts.h2}>{section.title}</h3>
          <dl className={css.lines}>
            {section.lines.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a brief are not moved
              <div key={i} className={css.line} data-bare={line.label === '' || undefined}>
                <dt>{line.label}</dt>
                <dd>
                  {line.text} {line.note && <span className={parts.dim}>{line.note}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
