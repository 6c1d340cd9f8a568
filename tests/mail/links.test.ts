import { describe, expect, it } from 'vitest'
import { signedLinks } from '../../central/links/signed-links.ts'
import { readAddress, signedAddress } from '../../central/mail/signed-address.ts'
import fc from '../setup/fc.ts'

const links = signedLinks(Buffer.alloc(32, 1), () => 'https://leads.example.com')
const others = signedLinks(Buffer.alloc(32, 2), () => 'https://leads.example.com')
const NOW = Date.parse('2026-11-22T12:00:00Z')
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)
const MAIL = '019aac5e-3f2a-7c01-8d1e-0123456789ab'

describe('signed links', () => {
  it('[ML16] say what they were made with, as their own kind only, until they expire', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,9}$/),
          fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.boolean()),
          { maxKeys: 5 },
        ),
        (data) => {
          const plain = JSON.parse(JSON.stringify(data)) as Record<string, unknown>
          const url = links.url('click', data, NOW + 1)
          expect(url.startsWith('https://leads.example.com/l/click/')).toBe(true)
          expect(links.read('click', tokenOf(url), NOW)).toEqual(plain)
          expect(links.read('form', tokenOf(url), NOW)).toBeNull()
          expect(links.read('click', tokenOf(url), NOW + 1)).toBeNull()
          expect(others.read('click', tokenOf(url), NOW)).toBeNull()
          expect(links.read('click', tokenOf(links.url('click', data)), NOW * 10)).toEqual(plain)
        },
      ),
    )
  })

  it('[ML16] with one character changed, added or left out they are nothing', () => {
    const token = tokenOf(links.url('unsubscribe', { lead: MAIL }))
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom('', 'A', '.', '-x', ' '), (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1)
        fc.pre(changed !== token)
        expect(links.read('unsubscribe', changed, NOW)).toBeNull()
      }),
    )
    for (const text of ['', '.', 'a.b', '..', '{}', `${token}.${token}`, 'x'.repeat(5000)])
      expect(links.read('click', text, NOW)).toBeNull()
  })
})

describe('signed addresses', () => {
  const domain = 'mail.example.com'
  it('[ML9] tell the mail, in whatever case, and fit a mailbox’s name', () => {
    const address = signedAddress(links, 'bounce', MAIL, domain)
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
    expect(readAddress(links, address, domain)).toEqual({ kind: 'bounce', mail: MAIL })
    expect(readAddress(links, address.toUpperCase(), domain)).toEqual({ kind: 'bounce', mail: MAIL })
  })

  it('[ML13] made up, of another kind or another domain they are none', () => {
    const address = signedAddress(links, 'bounce', MAIL, domain)
    const forged = [
      address.replace('bounce', 'reply'),
      address.replace('019a', '019b'),
      address.replace(/\.(.)/, (_, c: string) => `.${c === '0' ? '1' : '0'}`),
      address.replace(domain, 'evil.example'),
      signedAddress(others, 'bounce', MAIL, domain),
      `bounce+${MAIL}@${domain}`,
    ]
    expect(forged.map((a) => readAddress(links, a, domain))).toEqual(forged.map(() => null))
    expect(readAddress(links, address, null)).toBeNull()
  })
})
