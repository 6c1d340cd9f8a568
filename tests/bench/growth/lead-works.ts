import type { Lead } from '../../../shared/lead/lead.ts'
import { openQuestions } from '../../../shared/policy/ask.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { type Columns, encodeAll } from '../../../shared/policy/encode.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
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
  const parts: Columns[] = []
  let leads: readonly Lead[] = []
  for (let from = 0; from < size; from += PART) {
    leads = randomLeads(Math.min(PART, size), 1 + from / PART)
    parts.push(encodeAll(compiled, leads, AS_OF))
  }
  const columns = joined(parts)
  const works: Work[] = [
    {
      name: 'score and route, of leads as columns',
      run: () => timed(() => scoreAll(compiled, columns)),
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
    {
      name: 'what-if',
      run: () =>
        timed(() => {
          const steps = whatIf(compiled, draft, leads, { asOf: AS_OF, random: seeded(1) })
          while (!steps.next().done);
        }),
    },
  ]
}

function joined(parts: readonly Columns[]): Columns {
  const count = parts.reduce((sum, p) => sum + p.count, 0)
  const join = <T extends Int8Array | Uint8Array | Uint16Array | Int32Array>(
    make: new (length: number) => T,
    of: (part: Columns) => T,
  ): T => {
    const all = new make(count)
    let at = 0
    for (const part of parts) {
      all.set(of(part), at)
      at += part.count
    }
    return all
  }
  const fields = parts[0]!.classes.map((_, f) => f)
  return {
    count,
    classes: fields.map((f) => join(Int8Array, (p) => p.classes[f]!)),
    ages: fields.map((f) => join(Uint16Array, (p) => p.ages[f]!)),
    blocked: join(Int32Array, (p) => p.blocked),
    exhausted: join(Uint8Array, (p) => p.exhausted),
    byHand: join(Int8Array, (p) => p.byHand),
  }
}
