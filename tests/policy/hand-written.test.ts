import { expect, it } from 'vitest'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { gather } from '../../shared/policy/gather.ts'
import { emptyScores, scoreAll } from '../../shared/policy/score-all.ts'
import { scoreByHand } from '../bench/score/hand-written.ts'
import { randomLeads } from '../bench/score/random-leads.ts'
import { differences } from '../bench/score/same-answers.ts'
import { AS_OF } from './lead-of.ts'

it('[SC9] the default policy written out by hand gives the same for 5,000 random leads', () => {
  const leads = randomLeads(5000, 7)
  const compiled = compile(DEFAULT_POLICY)
  const columns = encodeAll(compiled, gather(leads), AS_OF)
  const byHand = emptyScores(leads.length)
  scoreByHand(columns, byHand)
  expect(differences(scoreAll(compiled, columns), byHand)).toEqual([])
})
