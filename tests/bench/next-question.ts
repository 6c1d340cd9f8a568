import type { Lead } from '../../shared/lead/lead.ts'
import { nextQuestions, openQuestions } from '../../shared/policy/ask.ts'
import { type CompiledPolicy, compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { gather } from '../../shared/policy/gather.ts'
import { scoreAll } from '../../shared/policy/score-all.ts'
import { AS_OF } from '../policy/lead-of.ts'
import { randomLeads } from './score/random-leads.ts'
import { digits, median, quantile, timed } from './support/measure.ts'
import type { Report } from './support/report.ts'

const COUNT = 10_000
const RUNS = 21

/** The questions of 10,000 leads that have some, beside scoring the same leads. Runs take turns. */
export async function nextQuestion(): Promise<Report> {
  const compiled = compile(DEFAULT_POLICY)
  const leads = openLeads(compiled, COUNT)
  const columns = encodeAll(compiled, gather(leads), AS_OF)
  const each = (task: (policy: CompiledPolicy, lead: Lead, asOf: string) => unknown, policy = compiled) =>
    timed(() => {
      for (const lead of leads) task(policy, lead, AS_OF)
    })
  const works = {
    asked: () => each(openQuestions),
    outcomes: () => each(nextQuestions),
    first: () => each(openQuestions, compile(DEFAULT_POLICY)),
    scored: () => each(decide),
    firstScored: () => each(decide, compile(DEFAULT_POLICY)),
    columns: () => timed(() => scoreAll(compiled, columns)),
  }
  const names = Object.keys(works) as (keyof typeof works)[]
  const laps = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    keyof typeof works,
    number[]
  >
  for (let run = 0; run <= RUNS; run += 1)
    for (const name of names) {
      const ms = works[name]()
      // The first turn compiles code and fills caches.
      if (run > 0) laps[name].push(ms)
    }
  const { asked, outcomes, first, scored, firstScored } = laps
  const row = (name: string, list: number[], beside: number[]) => [
    name,
    digits(median(list) / median(beside)),
    perLead(list),
  ]
  const bare = median(laps.columns)
  return {
    columns: [
      `${COUNT.toLocaleString('en')} open leads`,
      'ratio to scoring',
      'µs a lead: median (middle half)',
    ],
    rows: [
      row('**its open questions, the most decisive first** (goal: 50)', asked, scored),
      row('the same with the words, and where each answer would lead', outcomes, scored),
      row('score and route alone, lead by lead', scored, scored),
      row('its open questions, nothing cached', first, firstScored),
      row('score and route alone, nothing cached', firstScored, firstScored),
    ],
    notes: [
      `${RUNS} runs each, in turns. All leads have a question to ask; each figure begins with the lead as it is stored, whose answers are looked up and aged in all rows. Beside scoring alone of leads that lie there as columns already, ${digits((bare * 1000) / COUNT)} µs a lead, the questions take ${digits(median(asked) / bare)} times as long, most of it for looking the answers up.`,
    ],
  }
}

function openLeads(compiled: CompiledPolicy, count: number): Lead[] {
  const open: Lead[] = []
  for (let seed = 1; open.length < count; seed += 1)
    open.push(...randomLeads(count, seed).filter((lead) => openQuestions(compiled, lead, AS_OF).length > 0))
  return open.slice(0, count)
}

const perLead = (list: readonly number[]): string => {
  const [middle, low, high] = [0.5, 0.25, 0.75].map((p) => digits((quantile(list, p) * 1000) / COUNT))
  return `${middle} (${low} to ${high})`
}
