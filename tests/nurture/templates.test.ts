import { describe, expect, it } from 'vitest'
import { DEMO_NURTURE } from '../../central/demo/nurture.ts'
import { checkCampaign } from '../../central/nurture/check-campaign.ts'
import { compose, plainLinks } from '../../central/nurture/compose.ts'
import { languageFor } from '../../central/nurture/language.ts'
import { SAMPLE } from '../../central/nurture/sample.ts'
import type { NurtureCampaignInput, NurtureContent } from '../../shared/api/nurture.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { OwnField } from '../../shared/policy/policy.ts'

const plain = {
  subject: 'Hello {{ firstName | default: "there" }}',
  text: 'Look: {{ links.prices }}',
  html: null,
}

function campaign(content: Partial<NurtureContent> = {}): NurtureCampaignInput {
  return {
    name: 'Ideas',
    campaigns: null,
    routes: ['nurture'],
    language: 'en',
    enabled: true,
    from: { name: 'Leadwright', address: 'ideas@example.com' },
    postalAddress: '1 Long Lane\nGalway',
    links: { prices: 'https://example.com/prices?a=1&b=2' },
    hours: { from: 540, to: 1020, weekdaysOnly: true, zone: 'Europe/Dublin' },
    cap: { mails: 2, days: 7 },
    steps: [{ id: 'welcome', afterMinutes: 0, when: null, content: { en: { ...plain, ...content } } }],
  }
}

const SUPPLIER: OwnField = {
  id: 'own.supplier-today',
  label: 'Supplier today',
  kind: 'choice',
  choices: [{ id: 'acme', label: 'Acme & Co' }],
}

const errors = (content: Partial<NurtureContent>) => checkCampaign(campaign(content))

function mail(content: Partial<NurtureContent>, fields: Partial<Record<FieldId, string>> = {}) {
  const lead: Lead = { ...SAMPLE, fields: { ...SAMPLE.fields } }
  for (const [id, value] of Object.entries(fields) as [FieldId, string][])
    lead.fields[id] = [{ ...SAMPLE.fields.firstName![0]!, value }]
  const given = campaign()
  const policy = { ownFields: [SUPPLIER] }
  const context = { campaign: given, language: 'en', links: plainLinks(given), today: '2026-11-23', policy }
  return compose({ ...plain, ...content }, lead, context)
}

describe('templates at saving', () => {
  it('[NU2] one that holds is saved', () => {
    expect(errors({})).toEqual([])
  })

  it('[NU2] so is the one of the demo', () => {
    expect(checkCampaign(DEMO_NURTURE)).toEqual([])
  })

  it('[NU23] own fields of the calling campaigns are variables; of those that the lead’s campaign has no more nothing is known', () => {
    const text = '{{ own.supplier-today | default: "nobody" }}, {{ own.gone | default: "?" }}'
    expect(checkCampaign(campaign({ text }), ['own.supplier-today', 'own.gone'])).toEqual([])
    expect(checkCampaign(campaign({ text }), ['own.gone'])[0]?.detail).toContain(
      "there is no variable 'own.supplier-today'; there are",
    )
    expect(mail({ text }).text).toContain('nobody, ?')
    expect(mail({ text }, { 'own.supplier-today': 'acme' }).text).toContain('Acme & Co, ?')
    expect(mail({ text }, { 'own.supplier-today': 'acme' }).html).toContain('Acme &amp; Co, ?')
  })

  it.each([
    [
      { text: 'a\n{{ nonsense }}' },
      '/steps/0/content/en/text',
      "text, line 2: there is no variable 'nonsense'",
    ],
    [{ text: '{{ links.none }}' }, '/steps/0/content/en/text', "there is no variable 'links.none'"],
    [{ text: '{{ links[firstName] }}' }, '/steps/0/content/en/text', 'there is no variable'],
    [{ text: '{% if false %}{{ nonsense }}{% endif %}' }, '/steps/0/content/en/text', "'nonsense'"],
    [{ html: 'a\nb\n{% if firstName %}' }, '/steps/0/content/en/html', 'html, line 3: tag'],
    [{ subject: 'a\nb' }, '/steps/0/content/en/subject', 'line breaks'],
    [{ subject: '{{ firstName }}' }, '/steps/0/content/en', 'nothing is known: the subject comes to nothing'],
    [{ html: '{{ firstName | raw }}' }, '/steps/0/content/en/html', 'undefined filter: raw'],
    [{ html: '{% render "/etc/passwd" %}' }, '/steps/0/content/en/html', 'tag "render" not found'],
    [{ html: '{% include "secret" %}' }, '/steps/0/content/en/html', 'tag "include" not found'],
    [{ text: '{{ firstName.constructor }}' }, '/steps/0/content/en/text', 'there is no variable'],
  ])('[NU2] %j is refused where it is wrong', (content, pointer, detail) => {
    const [problem, ...others] = errors(content)
    expect(problem?.pointer).toBe(pointer)
    expect(problem?.detail).toContain("step 'welcome', en")
    expect(problem?.detail).toContain(detail)
    expect(others).toEqual([])
  })

  it.each([
    '{% for i in (1..100000000) %}x{% endfor %}',
    '{% for i in (1..1000) %}{% for i in (1..1000) %}{% for i in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}',
    `{% assign a = "aaaaaaaaaa" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`,
    `{% assign a = "${'a'.repeat(20_000)}" %}{% for i in (1..100000) %}{{ a }}{% endfor %}`,
    `{% assign a = "${'a'.repeat(5000)}" %}{% assign b = "${'b'.repeat(20_000)}" %}{{ a | replace: "a", b }}`,
    `{{ "now" | date: "%9999999999Y" }}`,
  ])('[NU3] a template that would take all time or memory is refused: %#', (text) => {
    const [problem] = errors({ text })
    expect(problem?.detail).toMatch(/limit exceeded|longer than/)
  })

  it('[NU1] hours, time zones, steps and conditions are checked', () => {
    const wrong = campaign()
    wrong.hours = { from: 1020, to: 540, weekdaysOnly: false, zone: 'Mars/Olympus' }
    wrong.language = 'de'
    wrong.steps.push({ ...wrong.steps[0]!, when: { field: 'budget', in: ['plenty'] } })
    expect(checkCampaign(wrong).map((p) => p.pointer)).toEqual([
      '/hours/to',
      '/hours/zone',
      '/steps/0/content',
      '/steps/1/id',
      '/steps/1/when/in/0',
      '/steps/1/content',
    ])
  })
})

describe('a mail', () => {
  it('[NU4] holds a person’s values as text, whatever they are', () => {
    const firstName = '<img src=x onerror=alert(1)> "\'&'
    const { html, text } = mail(
      { text: 'Dear {{ firstName }}', html: '<p title="{{ firstName }}">' },
      { firstName },
    )
    expect(html).toContain('title="&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp;"')
    expect(text).toContain(`Dear ${firstName}`)
  })

  it('[NU4] values are one line each: no subject gets a second header, no text a second paragraph', () => {
    const { subject, text } = mail(
      { subject: 'For {{ company }}', text: '{{ company }}' },
      { company: 'Acme\r\nBcc: all@example.com\n\n\u202ePay' },
    )
    expect(subject).toBe('For Acme Bcc: all@example.com Pay')
    expect(text.split('\n')[0]).toBe('Acme Bcc: all@example.com Pay')
  })

  it('[NU4] an advertisement for a name is left out', () => {
    for (const firstName of ['Win at www.evil.example', 'https://evil.example', 'x://y'])
      expect(mail({}, { firstName }).subject).toBe('Hello there')
  })

  it('[NU4] choices are told by their label, compared by their id', () => {
    const text =
      '{{ timeline }}{% if ids.timeline == "m7to12" %}!{% endif %}{% unless ids.need %}?{% endunless %}'
    expect(mail({ text }).text).toMatch(/^7 to 12 months!/)
  })

  it('[NU5] says who sends it and how to have no more, also where its template does not', () => {
    const { text, html } = mail({ html: '<html><body><p>x</p></body></html>' })
    expect(text).toContain('1 Long Lane\nGalway')
    expect(text).toContain('https://example.com/unsubscribe')
    expect(html).toMatch(/1 Long Lane<br>Galway.*unsubscribe.*<\/body>/s)
    const own = mail({ text: '{{ postalAddress }} {{ unsubscribe }}' })
    expect(own.text.match(/unsubscribe/g)).toHaveLength(1)
  })

  it('[NU5] without HTML of its own has that of its text, in which only its own links are links', () => {
    const { html, links } = mail({ text: '{{ links.prices }} {{ jobTitle }}\n\nBye' }, { jobTitle: 'a<b' })
    expect(html).toContain('<a href="https://example.com/prices?a=1&amp;b=2">')
    expect(html).toContain('a&lt;b')
    const said = mail({ text: 'See {{ links.prices }}, or ({{ form }}). "{{ form }}"' }).html
    expect(said).toContain('prices?a=1&amp;b=2</a>, or')
    expect(said).toContain('<a href="https://example.com/form">https://example.com/form</a>). ')
    expect(said).toContain('https://example.com/form</a>&quot;')
    expect(links).toEqual(['prices'])
  })
})

describe('the language', () => {
  it.each([
    ['de', 'de'],
    ['DE-at', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt', 'en'],
    ['ja', 'en'],
    [null, 'en'],
  ])('[NU6] for %s is %s', (own, language) => {
    expect(languageFor(own, ['en', 'de', 'pt-BR'], 'en')).toBe(language)
  })
})
