import { describe, expect, it } from 'vitest'
import { formPage } from '../../central/nurture/form-page.ts'
import { answersFrom, questionsFor } from '../../central/nurture/questions.ts'
import { openQuestions } from '../../shared/policy/ask.ts'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { person } from './person.ts'

const compiled = compile(DEFAULT_POLICY)
const TODAY = '2026-11-23'
const fields = (lead: ReturnType<typeof person>) => questionsFor(compiled, lead, TODAY).map((q) => q.field)
const KNOWN = {
  timeline: 'later',
  decisionRole: 'decides',
  need: 'replace',
  budget: 'planned',
  companySize: 's120to500',
  currentSolution: 'competitor',
}

describe('the questions of the form', () => {
  it('[NU19] begin with the one that decides most, and are three', () => {
    const lead = person({ companySize: 's120to500' })
    expect(fields(lead)).toEqual(openQuestions(compiled, lead, TODAY).slice(0, 3))
    expect(fields(lead)).toHaveLength(3)
  })

  it('[NU19] where nothing open decides, what is open comes first, then what may have changed', () => {
    const { need: _, ...rest } = KNOWN
    expect(fields(person(rest))[0]).toBe('need')
    expect(fields(person(KNOWN))).toHaveLength(3)
    expect(fields(person(KNOWN))).toContain('timeline')
  })

  it('[NU19] what a person declined is not asked before its day', () => {
    const declined = (reaskOn: string) =>
      person(KNOWN, [
        ['2026-11-20T00:00:00.000Z', 'field.declined', { field: 'timeline', reaskOn, call: null }],
      ])
    expect(fields(declined('2026-12-01'))).not.toContain('timeline')
    expect(fields(declined('2026-11-23'))[0]).toBe('timeline')
  })

  it('[NU19] only answers to questions are taken', () => {
    const sent = new URLSearchParams(
      'timeline=within3&need=everything&email=x%40y.example&budget=&territory=partner',
    )
    expect(answersFrom(compiled, sent)).toEqual({ timeline: 'within3' })
  })

  it('[NU19] shows nothing that is known of the person, and no markup of a policy', () => {
    const [question] = questionsFor(compiled, person(KNOWN), TODAY)
    const { body } = formPage([{ ...question!, question: '<b>When?</b>' }], 'de-AT', 'once', false)
    expect(body).not.toContain('checked')
    expect(body).toContain('&lt;b&gt;When?&lt;/b&gt;')
    expect(body).toContain('Absenden')
  })
})
