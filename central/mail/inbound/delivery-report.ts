import { cleanLine, cut } from '../../../shared/lead/intake/text.ts'
import { isPermanent, statusIn } from '../enhanced-status.ts'
import { reportFields } from './report-fields.ts'

export interface DeliveryReport {
  /** 'delayed': it is still being tried. 'other': delivered, relayed, expanded. */
  action: 'failed' | 'delayed' | 'other'
  /** Of RFC 3463; null: none was given. */
  status: string | null
  /** Whether trying again is of no use. */
  permanent: boolean
  /** What the server said, one line. */
  said: string
}

/** Reads the message/delivery-status of RFC 3464; of several recipients the one that failed: each mail of ours has one. */
export function readDeliveryReport(report: string): DeliveryReport {
  const recipients = reportFields(report).filter((f) => f.has('action') || f.has('final-recipient'))
  const actionOf = (fields: Map<string, string>) => (fields.get('action') ?? '').toLowerCase()
  const fields = recipients.find((f) => actionOf(f).startsWith('failed')) ?? recipients[0] ?? new Map()
  const word = actionOf(fields)
  const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[a-z0-9-]+;\s*/i, '')
  // Some write 5.0.0 as the status, and the real one into the diagnosis.
  const stated = statusIn(fields.get('status') ?? '')
  const said = statusIn(diagnostic)
  const says = (said?.[0] ?? '') === stated?.[0] && stated.endsWith('.0.0')
  const status = stated === null || says ? said : stated
  return {
    action: word.startsWith('failed') ? 'failed' : word.startsWith('delayed') ? 'delayed' : 'other',
    status,
    permanent: status === null ? /^5\d\d/.test(diagnostic) : isPermanent(status),
    said: cut(cleanLine(diagnostic || status || ''), 500),
  }
}

/** The same of a text by a server that knows no reports: it came to an address that only bounces of ours have. */
export function readBounceText(text: string): DeliveryReport {
  const status = statusIn(text)
  const line = text.split('\n').find((l) => status !== null && l.includes(status)) ?? ''
  return {
    action: 'failed',
    status,
    permanent: status !== null && isPermanent(status),
    said: cut(cleanLine(line), 500),
  }
}
