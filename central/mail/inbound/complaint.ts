import { reportFields } from './report-fields.ts'

/** Of the types of RFC 5965 and RFC 6650: those by which a person says that the mail was not wanted. */
const COMPLAINTS = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list', 'miscategorized'])

/** Reads a message/feedback-report (RFC 5965). `sentFrom`: addresses of the envelope of the mail it is about. */
export function readComplaint(report: string): { isComplaint: boolean; sentFrom: string[] } {
  const fields = reportFields(report)[0] ?? new Map<string, string>()
  const from = (fields.get('original-mail-from') ?? '').replace(/^<(.*)>$/, '$1')
  return {
    isComplaint: COMPLAINTS.has((fields.get('feedback-type') ?? '').toLowerCase()),
    sentFrom: from === '' ? [] : [from],
  }
}
