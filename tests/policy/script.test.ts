import { describe, expect, it } from 'vitest'
import { checkHandedIn } from '../../shared/policy/check-handed-in.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { fillScript, type ScriptPart } from '../../shared/policy/script.ts'
import { leadOf } from './lead-of.ts'

const lead = leadOf({ answers: { firstName: 'Marcus', need: 'replace' } }, '2026-11-07')
const who = { agent: 'Ana', campaign: 'Spring expo' }
const spoken = (parts: ScriptPart[]) =>
  parts.map((p) => ('text' in p ? p.text : (p.value ?? `[${p.label}]`))).join('')
const filled = (text: string, policy: Policy = DEFAULT_POLICY) => spoken(fillScript(text, policy, lead, who))
const withScript = (opening: string, answer = 'Yes.'): Policy => ({
  ...DEFAULT_POLICY,
  ownFields: [
    { id: 'own.fleet', label: 'Fleet', kind: 'choice', choices: [{ id: 'big', label: 'Over 50 trucks' }] },
  ],
  script: { opening, closing: '', objections: [{ says: 'No', answer }] },
})

describe('[DK7] the script of a campaign', () => {
  it('is filled with the lead, a choice in words, and who calls for what', () => {
    expect(filled('{{ firstName }}, {{agent}} for {{ campaign }}: {{ need }}?')).toBe(
      'Marcus, Ana for Spring expo: Replace a system?',
    )
  })

  it('shows what is not known as a blank with a name, never as an empty hole', () => {
    expect(filled('At {{ company }}?')).toBe('At [Company]?')
    expect(filled('{{ own.fleet }} {{ nonsense }}', withScript(''))).toBe('[Fleet] [nonsense]')
  })

  it('takes what a lead says for text, whatever it looks like', () => {
    const tricky = leadOf({ answers: { firstName: '{{ company }}' } }, '2026-11-07')
    expect(spoken(fillScript('Dear {{ firstName }}!', DEFAULT_POLICY, tricky, who))).toBe(
      'Dear {{ company }}!',
    )
  })

  it('is refused when it names what there is not', () => {
    expect(checkHandedIn(withScript('{{ agent }} {{ own.fleet }} {{ firstName }}'))).toEqual([])
    expect(checkHandedIn(withScript('{{ first name }}', 'At {{ compny }}.')).map((p) => p.pointer)).toEqual([
      '/script/opening',
      '/script/objections/0/answer',
    ])
  })
})
