import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isOpen, opensAt } from '../../shared/contact/contact.ts'
import { closedBecause, contactOf } from '../../shared/contact/contact-of.ts'
import { type ContactFacts, contactLead, groundOf, iso } from './lead-of.ts'

interface Case extends ContactFacts {
  /** The rule of docs/SPEC.md that the case is about. */
  rule: string
  name: string
  at: string
  allowed: boolean
  /** Kinds, each once, sorted. */
  reasons: string[]
  opensAt: string | null
}

const { cases } = JSON.parse(
  readFileSync(new URL('../vectors/contact-cases.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

it('has at least 60 cases, each with a name of its own', () => {
  expect(new Set(cases.map((c) => c.name)).size).toBe(cases.length)
  expect(cases.length).toBeGreaterThanOrEqual(60)
})

describe('what the rules say of a call: expected values read from the law, not from the program', () => {
  it.each(cases)('[$rule] $name', (c) => {
    const at = iso(c.at)
    const [lead, ground] = [contactLead(c), groundOf(c)]
    const contact = contactOf(lead, c.number, ground, at)
    const reasons = closedBecause(lead, c.number, ground, at)
    expect([...new Set(reasons.map((r) => r.kind))].sort()).toEqual(c.reasons)
    expect(isOpen(contact, at)).toBe(c.allowed)
    expect(opensAt(contact, at)).toBe(c.opensAt && iso(c.opensAt))
    for (const reason of reasons) {
      expect(reason.text.length).toBeGreaterThan(10)
      expect(reason.source).not.toBe('')
      if (reason.until !== null) expect(reason.until > at).toBe(true)
    }
  })
})
