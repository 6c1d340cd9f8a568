import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { signedLinks } from '../../central/links/signed-links.ts'
import { isAddress, type MailRow, messageOf } from '../../central/mail/message.ts'
import { mailSettings } from '../../central/mail/settings.ts'
import { unsubscribeUrl } from '../../central/mail/unsubscribe-url.ts'
import fc from '../setup/fc.ts'

const links = signedLinks(Buffer.alloc(32, 1), () => 'https://leads.example.com')
const settings = mailSettings({ MAIL_FROM: 'Oak <leads@example.com>', MAIL_DOMAIN: 'mail.example.com' })
const ID = '019aac5e-3f2a-7c01-8d1e-0123456789ab'
const ROW: MailRow = {
  id: ID,
  kind: 'nurture',
  to_name: 'Ana',
  to_address: 'ana@oak.example',
  from_name: null,
  from_address: null,
  subject: 'Hello',
  body: 'Text',
  html: '<p>Text</p>',
  lead: ID,
  unsubscribe: unsubscribeUrl(links, ID, ID),
  at: '2026-11-22T12:00:00.000Z',
}

async function built(row: Partial<MailRow> = {}): Promise<string> {
  const composer = createTransport({ streamTransport: true, buffer: true })
  const { message } = await composer.sendMail(messageOf({ ...ROW, ...row }, settings, links))
  return String(message)
}

/** Its header lines, unfolded. */
const headOf = (text: string): string[] =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n\n')[0]!
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')

describe('a mail as it is sent', () => {
  it('[ML2] of one row is the same message, byte by byte', async () => {
    const text = await built()
    expect(await built()).toBe(text)
    expect(text).toMatch(new RegExp(`^Message-ID: <${ID}@mail\\.example\\.com>\r?$`, 'im'))
    expect(text).toContain('Date: Sun, 22 Nov 2026 12:00:00 +0000')
  })

  it('[ML7] carries one-click unsubscription, the address on one line', async () => {
    const text = await built()
    expect(text).toMatch(/^List-Unsubscribe: <https:\/\/leads\.example\.com\/l\/unsubscribe\/\S+>\r?$/m)
    expect(text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    expect(await built({ unsubscribe: null })).not.toContain('List-Unsubscribe')
  })

  it('[ML9] is answered to a signed address when it goes to a lead, and bounces to one always', async () => {
    const toLead = messageOf(ROW, settings, links)
    expect(toLead.replyTo).toMatchObject({ address: expect.stringMatching(/^reply\+/) })
    const toStaff = messageOf({ ...ROW, kind: 'handOff' }, settings, links)
    expect(toStaff.replyTo).toBeUndefined()
    expect(toStaff.envelope).toMatchObject({ from: expect.stringMatching(/^bounce\+/), to: [ROW.to_address] })
    const plain = messageOf(ROW, { ...settings, domain: null }, links)
    expect(plain.envelope).toEqual({ from: 'leads@example.com', to: [ROW.to_address] })
    expect(plain.replyTo).toBeUndefined()
  })

  it('[ML2] names in any script, text and HTML, nothing that tells of its opening', async () => {
    const text = await built({ to_name: 'Жанна "Zoë" Müller, 王', subject: 'Grüße 👋' })
    const read = await simpleParser(text)
    expect(read.to).toMatchObject({ value: [{ name: 'Жанна "Zoë" Müller, 王', address: 'ana@oak.example' }] })
    expect(read.subject).toBe('Grüße 👋')
    expect([read.text?.trim(), String(read.html).trim()]).toEqual(['Text', '<p>Text</p>'])
    const head = headOf(text).join('\n')
    expect(head).toContain('Auto-Submitted: auto-generated')
    expect(head).not.toMatch(/x-mailer/i)
    expect(text).not.toMatch(/<img/i)
  })

  it('[ML3] no header comes out of a name or a subject, whatever stands in them', async () => {
    const names = (head: string[]) => head.map((line) => line.slice(0, line.indexOf(':'))).sort()
    const usual = names(headOf(await built()))
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'x\r\nBcc: eve@evil.example',
        'x\nSubject: y\n\nbody',
        '"<eve@evil.example>, ',
        '\u2028Bcc: e',
      ),
    )
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (to_name, subject) => {
        const text = await built({ to_name, subject })
        expect(names(headOf(text)).filter((n) => n !== 'Subject')).toEqual(
          usual.filter((n) => n !== 'Subject'),
        )
        const { to, cc, bcc } = await simpleParser(text)
        expect([to].flat().flatMap((t) => t?.value.map((v) => v.address))).toEqual(['ana@oak.example'])
        expect([cc, bcc]).toEqual([undefined, undefined])
      }),
      { numRuns: 50 },
    )
  })

  it('[ML3] an address is one address', () => {
    expect(['ana@oak.example', "o'neil+x@oak.example", 'josé@bücher.example'].filter(isAddress)).toHaveLength(
      3,
    )
    const others = [
      '',
      'ana',
      'a@b@c',
      'a b@c.example',
      'a@c.example\r\nBcc: x@y',
      'a@x,b@y',
      '<a@x>',
      'a@x>',
      `${'a'.repeat(65)}@x.example`,
    ]
    expect(others.filter(isAddress)).toEqual([])
  })
})
