import type { Lead } from '../../../shared/lead/lead.ts'
import { openQuestions } from '../../../shared/policy/ask.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { encodeAll } from '../../../shared/policy/encode-all.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { gatherer } from '../../../shared/policy/gather.ts'
import { scoreAll } from '../../../shared/policy/score-all.ts'
import { whatIf } from '../../../shared/policy/what-if.ts'
import { AS_OF } from '../../policy/lead-of.ts'
import type { Work } from '../growth.ts'
import { randomLeads } from '../score/random-leads.ts'
import { timed } from '../support/measure.ts'
import { DRAFT } from '../what-if.ts'

/** So many leads as objects are made at once at most. */
const PART = 100_000

/** Scoring, the next question, and what-if. */
export function leadWorks(size: number): Work[] {
  const [compiled, draft] = [compile(DEFAULT_POLICY), compile(DRAFT)]
  const all = gatherer(size)
  let leads: readonly Lead[] = []
  for (let from = 0; from < size; from += PART) {
    leads = randomLeads(Math.min(PART, size), 1 + from / PART)
    all.add(leads)
  }
  const columns = encodeAll(compiled, all.gathered, AS_OF)
  const works: Work[] = [
    {
      name: 'score and route, of leads as columns',
      run: () => timed(() => scoreAll(compiled, columns)),
    },
    {
      name: 'what-if',
      run: () =>
        timed(() => {
          const steps = whatIf(compiled, draft, all.gathered, { asOf: AS_OF, random: seeded(1) })
          while (!steps.next().done);
        }),
    },
  ]
  if (size > PART) return works
  return [
    ...works,
    {
      name: 'open questions, lead by lead',
      run: () =>
        timed(() => {
          for (const lead of leads) openQuestions(compiled, lead, AS_OF)
        }),
    },
  ]
}
