import type { ContactReason } from '../../shared/contact/contact.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { fieldLabel } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'

/** A rule forbids dialing the number now. The message says every reason in words. */
export class CallForbidden extends Error {
  override name = 'CallForbidden'
  readonly reasons: readonly ContactReason[]
  constructor(reasons: readonly ContactReason[]) {
    super(`${reasons.map(({ text, source }) => (source ? `${text} (${source})` : text)).join('. ')}.`)
    this.reasons = reasons
  }
}

/** The person may not be called at the time that was promised; `next` are the first times (ISO) at which they may. */
export class CallbackClosed extends Error {
  override name = 'CallbackClosed'
  readonly reasons: readonly ContactReason[]
  readonly next: readonly string[]
  constructor(reasons: readonly ContactReason[], next: readonly string[]) {
    super(`They may not be called at that time. ${reasons.map((r) => r.text).join('. ')}.`)
    this.reasons = reasons
    this.next = next
  }
}

/** The campaign asks for these fields before this outcome is given. */
export class FieldsMissing extends Error {
  override name = 'FieldsMissing'
  readonly fields: readonly FieldId[]
  constructor(outcome: string, fields: readonly FieldId[], policy: Policy) {
    super(`“${outcome}” needs an answer first: ${fields.map((f) => fieldLabel(policy, f)).join(', ')}.`)
    this.fields = fields
  }
}
