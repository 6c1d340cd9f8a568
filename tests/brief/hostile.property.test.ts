// @vitest-environment jsdom

import { describe, expect, test } from 'vitest'
import type { Brief } from '../../shared/brief/brief.ts'
import { briefHtml } from '../../shared/brief/html.ts'
import { briefText } from '../../shared/brief/text.ts'
import { at, captured, event, id } from '../events/events.ts'
import fc from '../setup/fc.ts'
import { briefFor, leadFrom } from './cases.ts'

const NASTY = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</style></title></dd><b>',
  '&lt;i&gt; &amp; &#60;',
  "' onmouseover='x",
  '<!--',
  ']]>',
  '\u202egnirts\u202c',
  '\u2067x\u2069',
  'שלום <b>עולם',
  'محمد "الف"',
  'a\nSUGGESTED OPENING\n  Say this',
  '\r\nBcc: all@example.org',
  '\u0000\u0007\u009b31m',
  '\ud800',
  'x'.repeat(4000),
  '👩‍👩‍👧‍👦'.repeat(300),
  '{{constructor}}',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 20 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '))
  .filter((text) => text.trim() !== '')

const hostileBrief = fc.array(hostile, { minLength: 14, maxLength: 14 }).map((v) => {
  const t = (i: number, max = 1900) => v[i]!.slice(0, max)
  const lead = leadFrom(
    captured(at('09:00'), {
      label: t(0).slice(0, 200),
      at: '2026-11-22T09:00:00.000Z',
      fields: {
        firstName: t(1),
        lastName: t(2),
        company: t(3),
        jobTitle: t(4),
        city: t(5),
        state: t(6),
        email: `${t(7)}@example.org`,
        website: t(8),
        productInterest: t(9),
        phone: t(10),
        country: 'US',
        timeZone: t(13),
        language: t(5),
        'own.supplier': t(12),
      },
    }),
    event('note.written', at('10:00'), { note: id(1, 0xd), text: t(11, 4500) }),
    event('consent.recorded', at('10:01'), {
      consent: id(1, 0xf),
      for: 'email',
      given: true,
      basis: 'form',
      text: t(12, 4000),
      at: '2026-11-22T09:00:00.000Z',
      source: t(0).slice(0, 200),
    }),
    event('route.set', at('10:02'), { route: 'hot', reason: t(13, 200) }),
  )
  return briefFor(lead, '2026-11-22T17:00:00.000Z', { names: new Map([['ana', t(1)]]) })
})

const ALLOWED = new Set(
  'HTML HEAD META TITLE STYLE BODY MAIN HEADER H1 H2 P SECTION DL DT DD SPAN FOOTER'.split(' '),
)

/** What a reader of the page is to see, in order. */
const told = (brief: Brief): string[] =>
  [
    brief.name,
    brief.about,
    ...brief.stops,
    ...brief.sections.flatMap((s) => [
      s.title,
      ...s.lines.flatMap((l) => [
        ...(s.lines.some((other) => other.label !== '') ? [l.label] : []),
        l.text + (l.note === '' ? '' : ` ${l.note}`),
      ]),
    ]),
    `${brief.made} Lead ${brief.lead}`,
  ].filter((text) => text !== '')

describe('values that mean harm', () => {
  test('[LB11] no tag of a value survives, and the page says exactly what the brief says', () => {
    fc.assert(
      fc.property(hostileBrief, (brief) => {
        const document = new DOMParser().parseFromString(briefHtml(brief), 'text/html')
        for (const element of document.querySelectorAll('*')) {
          expect(ALLOWED).toContain(element.tagName)
          for (const { name } of element.attributes)
            expect(['lang', 'charset', 'name', 'content', 'class']).toContain(name)
        }
        const seen = [...document.querySelectorAll('h1, h2, p, dt, dd')]
          .map((e) => e.textContent)
          .filter((text) => text !== '')
        expect(seen).toEqual(told(brief))
        expect(document.title).toBe(`${brief.name}: lead brief`.trim().replace(/\s+/gu, ' '))
      }),
      { numRuns: 60 },
    )
  })

  test('[LB12] [LB10] no control, no override and no line of its own; every text is short', () => {
    fc.assert(
      fc.property(hostileBrief, (brief) => {
        const text = briefText(brief)
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066\u2067]/u)
        expect(text).not.toMatch(/\p{Cs}/u)
        // Isolates are the brief's own, and each is closed.
        expect(text.split('\u2068').length).toBe(text.split('\u2069').length)
        const own = new Set([...brief.sections.map((s) => s.title.toUpperCase()), 'Lead', 'Made', '!!', ''])
        for (const line of text.split('\n').filter((l) => !l.startsWith(' ')))
          expect(own).toContain(own.has(line) ? line : line.split(' ')[0])
        for (const { text: said, note } of brief.sections.flatMap((s) => s.lines))
          expect(Math.max(said.length, note.length)).toBeLessThan(700)
        expect(brief.name.length).toBeLessThan(130)
      }),
      { numRuns: 60 },
    )
  })
})
