import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import forms from './forms.module.css'
import { type Section, sectionOf } from './sections.ts'
import type { PolicyEdit } from './use-policy-draft.ts'

/** All that is wrong with the draft, each with the way to its place. */
export function ProblemList({ edit, onOpen }: { edit: PolicyEdit; onOpen(section: Section): void }) {
  const t = useT()
  const { problems } = edit
  if (problems.length === 0) return null
  return (
    <details className={forms.problems}>
      <summary className={parts.chip} data-tone="red">
        {t('policy.problems', { count: problems.length, n: count(problems.length) })}
      </summary>
      <ul>
        {problems.map((problem) => {
          const section = sectionOf(problem)
          return (
            <li key={`${problem.pointer} ${problem.detail}`}>
              <button type="button" className={forms.link} onClick={() => onOpen(section)}>
                {t(`policyForm.tab.${section}`)}
              </button>{' '}
              <code>{problem.pointer || '/'}</code> {problem.detail}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
