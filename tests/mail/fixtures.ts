/** Mails as servers and providers write them. */

/** The Message-ID of the mail of ours that they are about. */
export const OURS = '<019aac5e-3f2a-7c01-8d1e-0123456789ab@mail.example.com>'

/** A plain mail by a person. */
export function mailOf(headers: Record<string, string>, body: string): string {
  const all = {
    From: 'Ana Prado <ana@oak.example>',
    To: 'reply@mail.example.com',
    Subject: 'Re: Hello',
    'Message-ID': '<answer-1@oak.example>',
    ...headers,
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

interface Bounce {
  action?: string
  status?: string
  diagnostic?: string
  /** What stands before the recipient's block. */
  first?: string
  to?: string
  original?: string
}

/** RFC 3464, as Postfix writes it. */
export function dsn({
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <ana@oak.example>: Recipient address rejected: User unknown',
  first = '',
  to = 'bounce@mail.example.com',
  original = OURS,
}: Bounce): string {
  return `Return-Path: <>
From: MAILER-DAEMON@mx.oak.example (Mail Delivery System)
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <20261122120000.AB12@mx.oak.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="AB12.1763812800/mx.oak.example"

--AB12.1763812800/mx.oak.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.oak.example.

--AB12.1763812800/mx.oak.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.oak.example
X-Postfix-Queue-ID: AB12
Arrival-Date: Sun, 22 Nov 2026 12:00:00 +0000 (UTC)

${first}Final-Recipient: rfc822; ana@oak.example
Original-Recipient: rfc822;ana@oak.example
Action: ${action}
${status === '' ? '' : `Status: ${status}\n`}Remote-MTA: dns; mx.oak.example
Diagnostic-Code: ${diagnostic}

--AB12.1763812800/mx.oak.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Oak <leads@example.com>
Message-ID: ${original}
Subject: Hello

--AB12.1763812800/mx.oak.example--
`.replace(/\r?\n/g, '\r\n')
}

/** RFC 5965, as mailbox providers send it. */
export function arf(type: string, original = OURS): string {
  return `From: <feedback@provider.example>
To: <complaints@mail.example.com>
Subject: FW: Hello
Message-ID: <arf-1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1"

--part1
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from IP 192.0.2.1.

--part1
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: Provider-FBL/1.0
Version: 1
Original-Mail-From: <bounce+x@mail.example.com>
Reported-Domain: example.com

--part1
Content-Type: message/rfc822

From: Oak <leads@example.com>
Message-ID: ${original}
Subject: Hello

Buy.
--part1--
`.replace(/\n/g, '\r\n')
}
