import { describe, expect, it } from 'vitest'
import { publicUrlOf } from '../../central/links/public-url.ts'
import { mailSettings } from '../../central/mail/settings.ts'

describe('settings of mail', () => {
  it('[ML5] none at all: files, and no domain', () => {
    expect(mailSettings({ SMTP_URL: ' ' })).toEqual({
      smtp: null,
      from: { name: 'Leadwright', address: 'leadwright@localhost.invalid' },
      domain: null,
      inbound: null,
      postalAddress: null,
    })
  })

  it('[ML5] all of them', () => {
    const settings = mailSettings({
      SMTP_URL: 'smtps://ana%40x:p%3Aw@smtp.example.com',
      MAIL_FROM: '"Oak, Ltd." <leads@example.com>',
      MAIL_DOMAIN: 'Mail.Example.com',
      MAIL_POSTAL_ADDRESS: '1 Oak Street, Norfolk',
      INBOUND_SMTP_PORT: '2525',
    })
    expect(settings).toEqual({
      smtp: {
        host: 'smtp.example.com',
        port: 465,
        secure: true,
        tls: true,
        auth: { user: 'ana@x', pass: 'p:w' },
      },
      from: { name: 'Oak, Ltd.', address: 'leads@example.com' },
      domain: 'mail.example.com',
      inbound: { host: '127.0.0.1', port: 2525 },
      postalAddress: '1 Oak Street, Norfolk',
    })
  })

  it.each([
    ['smtp://mx.example.com', 587, true],
    ['smtp://mx.example.com:25?tls=off', 25, false],
    ['smtp://localhost:25', 25, false],
    ['smtp://[::1]:2500', 2500, false],
  ])(
    '[ML5] %s: STARTTLS is insisted on, but on this machine or where it is switched off',
    (url, port, tls) => {
      const { smtp } = mailSettings({ SMTP_URL: url, MAIL_FROM: 'a@example.com' })
      expect(smtp).toMatchObject({ port, tls, secure: false, auth: null })
    },
  )

  it.each([
    ['SMTP_URL', { SMTP_URL: 'https://secret@example.com', MAIL_FROM: 'a@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://u:secret@host?tls=maybe', MAIL_FROM: 'a@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://u:secret%@host', MAIL_FROM: 'a@example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://u:secret@host' }],
    ['MAIL_FROM', { MAIL_FROM: 'secret' }],
    ['MAIL_FROM', { MAIL_FROM: 'a@example.com, b@example.com' }],
    ['MAIL_DOMAIN', { MAIL_DOMAIN: 'localhost' }],
    ['MAIL_DOMAIN', { MAIL_DOMAIN: 'a@example.com' }],
    ['INBOUND_SMTP_PORT', { INBOUND_SMTP_PORT: '70000' }],
    ['INBOUND_SMTP_HOST', { INBOUND_SMTP_HOST: '0.0.0.0' }],
  ])('[ML5] what is wrong with %s is told by its name, without what it holds', (name, variables) => {
    expect(() => mailSettings(variables)).toThrow(name)
    expect(() => mailSettings(variables)).not.toThrow('secret')
  })

  it('[ML17] a public address without a slash at its end; anything else is told by its name', () => {
    expect(publicUrlOf(undefined)).toBeUndefined()
    expect(publicUrlOf('https://leads.example.com/')).toBe('https://leads.example.com')
    expect(publicUrlOf('https://example.com/leads//')).toBe('https://example.com/leads')
    for (const text of ['leads.example.com', 'ftp://x', 'https://x?y', 'https://a@x'])
      expect(() => publicUrlOf(text)).toThrow('PUBLIC_URL')
  })
})
