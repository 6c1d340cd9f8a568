import { compareFacts } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { Db } from '../store/database/schema.ts'
import { componentOf, partsOf } from '../store/leads/components.ts'
import { suppressedBy } from '../store/suppressions/suppressions.ts'
import { hasComplained } from './address-facts.ts'
import { BOUNCED_LIST } from './bounced-list.ts'
import { isAddress, isToLead, type MailRow } from './message.ts'

/**
 * Why a mail must not be sent after all; null: it may. Asked before every attempt: between its writing and its last attempt may lie a day. Mails that
 * advertise may go to nobody who is on any list, complained or withdrew consent; all others stop only at addresses that do not exist.
 */
export async function barredBecause(db: Db, mail: MailRow): Promise<string | null> {
  const address = mail.to_address
  if (!isAddress(address)) return 'It is no e-mail address'
  const isBounced = await db
    .selectFrom('suppression_keys')
    .select('key')
    .where('list', '=', BOUNCED_LIST)
    .where('key', '=', suppressionKey('email', address))
    .where('removed', '=', false)
    .executeTakeFirst()
  if (isBounced) return 'Earlier mail to this address came back'
  if (!isToLead(mail.kind)) return null
  const domain = address.slice(address.lastIndexOf('@'))
  const [list] = (
    await suppressedBy(
      db,
      [address, domain].map((value) => suppressionKey('email', value)),
    )
  ).values()
  if (list !== undefined) return `It is on the suppression list ${list}`
  if (await hasComplained(db, address)) return 'Somebody at this address complained of an earlier mail'
  return mail.lead !== null && (await hasWithdrawn(db, mail.lead)) ? 'The consent was withdrawn' : null
}

async function hasWithdrawn(db: Db, lead: string): Promise<boolean> {
  const component = await componentOf(db, lead)
  // An erased person is written to no more.
  if (component === null) return true
  const parts = (await partsOf(db, [component])).get(component) ?? []
  const last = parts
    .flatMap((part) => part.consents.filter((consent) => consent.for === 'email'))
    .sort(compareFacts)
    .at(-1)
  return last?.given === false
}
