import { describe, expect, it } from 'vitest'
import { MAX_MAIL, readMail } from '../../central/mail/inbound/read-mail.ts'
import { arf, dsn, mailOf, OURS } from './fixtures.ts'

const read = (text: string, sender: string | null = 'ana@oak.example') =>
  readMail(Buffer.from(text, 'latin1'), sender)

describe('bounces', () => {
  it.each([
    ['Postfix, no such user', dsn({}), { action: 'failed', status: '5.1.1', permanent: true }],
    [
      'Exchange, folded diagnosis',
      dsn({ status: '5.1.10', diagnostic: 'smtp;550 5.1.10\r\n  RESOLVER.ADR.RecipientNotFound; not found' }),
      { status: '5.1.10', permanent: true },
    ],
    [
      'a status that says nothing, a diagnosis that does',
      dsn({ status: '5.0.0', diagnostic: 'smtp; 552 5.2.2 mailbox full' }),
      { status: '5.2.2', permanent: true },
    ],
    ['delayed', dsn({ action: 'delayed', status: '4.4.1' }), { action: 'delayed', permanent: false }],
    ['given up, for now', dsn({ status: '4.2.2' }), { action: 'failed', permanent: false }],
    ['delivered', dsn({ action: 'delivered', status: '2.0.0' }), { action: 'other', permanent: false }],
    [
      'no status at all',
      dsn({ status: '', diagnostic: 'smtp; 550 no such user' }),
      { status: null, permanent: true },
    ],
  ])('[ML10] %s', async (_, text, report) => {
    expect(await read(text, '')).toMatchObject({ kind: 'bounce', references: [OURS], ...report })
  })

  it('[ML10] of several recipients the one that failed counts', async () => {
    const text = dsn({
      first: 'Final-Recipient: rfc822; b@x.example\r\nAction: relayed\r\nStatus: 2.0.0\r\n\r\n',
    })
    expect(await read(text, '')).toMatchObject({ action: 'failed', status: '5.1.1' })
  })
})

describe('complaints', () => {
  it('[ML11] RFC 5965, with the mail it is about', async () => {
    expect(await read(arf('abuse'))).toMatchObject({
      kind: 'complaint',
      references: [OURS],
      recipients: ['bounce+x@mail.example.com', 'complaints@mail.example.com'],
    })
  })

  it('[ML11] what says that it is no spam is none, and no answer of a person', async () => {
    expect(await read(arf('not-spam'))).toMatchObject({ kind: 'message', automatic: true })
  })
})

describe('answers', () => {
  it.each([
    [
      'Gmail, over two lines',
      'Yes, please call me.\r\n\r\nOn Sun, 22 Nov 2026 at 12:00, Oak <reply+abc@mail.example.com>\r\nwrote:\r\n\r\n> Hello\r\n',
    ],
    ['Outlook', 'Yes, please call me.\r\n\r\n________________________________\r\nFrom: Oak\r\nHello'],
    ['German', 'Yes, please call me.\r\n\r\nAm 22.11.2026 um 12:00 schrieb Oak:\r\n> Hallo'],
    ['quotes above, signature below', '> Hello\r\nYes, please call me.\r\n-- \r\nAna Prado\r\n+1 757'],
    ['controls and marks', 'Yes,\x00 please\x07 call me.'],
  ])('[ML12] %s: what the person wrote, and no more', async (_, body) => {
    expect(await read(mailOf({}, body))).toMatchObject({
      kind: 'message',
      automatic: false,
      text: 'Yes, please call me.',
    })
  })

  it('[ML12] HTML alone is read, its scripts are not', async () => {
    const html = mailOf({ 'Content-Type': 'text/html; charset=utf-8' }, '<script>x()</script><p>Yes</p>')
    expect(await read(html)).toMatchObject({ text: 'Yes' })
  })

  it.each([
    { 'Auto-Submitted': 'auto-replied' },
    { Precedence: 'bulk' },
    { 'X-Autoreply': 'yes' },
    { 'List-Id': '<x.example>' },
    { Subject: 'Automatische Antwort: Hello' },
    { Subject: 'Out of office' },
    { 'Return-Path': '<>' },
  ] as Record<string, string>[])('[ML12] %o: a program wrote it', async (headers) => {
    expect(await read(mailOf(headers, 'I am away'))).toMatchObject({ automatic: true })
  })

  it('[ML12] an empty sender is a program’s; "Auto-Submitted: no" is a person’s', async () => {
    expect(await read(mailOf({}, 'I am away'), '')).toMatchObject({ automatic: true })
    expect(await read(mailOf({ 'Auto-Submitted': 'no' }, 'Yes'))).toMatchObject({ automatic: false })
  })

  it('[ML13] finds all addresses and ids, the most telling first', async () => {
    const headers = {
      To: '"A, B" <a@x.example>, group: b@x.example, c@x.example;',
      'Delivered-To': '<d@x.example>',
      'In-Reply-To': '<1@x>',
      References: '<3@x> <2@x> <1@x>',
    }
    const { recipients, references } = await read(mailOf(headers, 'Yes'))
    expect(recipients).toEqual(
      expect.arrayContaining(['d@x.example', 'a@x.example', 'b@x.example', 'c@x.example']),
    )
    expect(references[0]).toBe('<1@x>')
  })
})

describe('hostile mail', () => {
  const nested = (depth: number): string =>
    depth === 0
      ? 'Content-Type: text/plain\r\n\r\nYes'
      : `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${nested(depth - 1)}\r\n--b${depth}--\r\n`
  const CASES: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
    ['no end of parts', Buffer.from(`From: a@b\r\n${nested(300)}`)],
    [
      'an unknown charset',
      Buffer.from(mailOf({ 'Content-Type': 'text/plain; charset=klingon' }, 'Yes \xff'), 'latin1'),
    ],
    ['a charset that is a lie', Buffer.from(mailOf({ 'Content-Type': 'text/plain; charset=utf-16' }, 'Yes'))],
    ['base64 that is none', Buffer.from(mailOf({ 'Content-Transfer-Encoding': 'base64' }, '%%%'))],
    ['a header without end', Buffer.from(`Subject: ${'x'.repeat(500_000)}\r\n\r\nYes`)],
    ['a line without end', Buffer.from(mailOf({}, 'y'.repeat(1_000_000)))],
    [
      'a report that reports nothing',
      Buffer.from(dsn({}).replace(/Final-Recipient[\s\S]*?\r\n\r\n/, '::\r\n\r\n')),
    ],
    ['references by the thousand', Buffer.from(mailOf({ References: '<a@b> '.repeat(5000) }, 'Yes'))],
  ]
  it.each(CASES)('[ML13] %s: is read for what it is worth, or refused', async (_, raw) => {
    const outcome = await readMail(raw, null).catch((error: Error) => error)
    if (outcome instanceof Error) return expect(outcome.message).not.toBe('')
    expect(['bounce', 'complaint', 'message']).toContain(outcome.kind)
    expect(outcome.references.length).toBeLessThanOrEqual(50)
    if (outcome.kind === 'message') expect(outcome.text.length).toBeLessThanOrEqual(4000)
    expect(raw.length).toBeLessThan(MAX_MAIL)
  })
})
