import type { Generated, JSONColumnType, Kysely, Transaction } from 'kysely'
import type { ChannelSettings, DeliveryState, HookedChannel } from '../../../shared/api/channels.ts'
import type { ContactReason } from '../../../shared/contact/contact.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Reason, Subject } from '../../../shared/lead/likeness.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { DeviceState, Person, Stage } from '../../../shared/sync/protocol.ts'
import type { AccountTables } from '../../auth/tables.ts'
import type { DeviceTables } from '../../devices/tables.ts'
import type { DistributionTables } from '../../distribution/tables.ts'
import type { EnricherTables } from '../../enrich/tables.ts'
import type { EscalationTables } from '../../escalation/tables.ts'
import type { HandOffTables } from '../../hand-offs/tables.ts'
import type { ImportTables } from '../../imports/tables.ts'
import type { MailTables } from '../../mail/tables.ts'
import type { NurtureTables } from '../../nurture/tables.ts'
import type { PolicyTables } from '../../policies/tables.ts'
import type { ReassignTables } from '../../reassign/tables.ts'

/** The tables. Instants are ISO text here and timestamptz there; change numbers are numbers here and bigint there. */
export interface Tables
  extends HandOffTables,
    ImportTables,
    DistributionTables,
    EnricherTables,
    EscalationTables,
    MailTables,
    NurtureTables,
    PolicyTables,
    ReassignTables,
    AccountTables,
    DeviceTables {
  incarnation: { one: Generated<boolean>; epoch: string; since: Generated<string> }
  feed: { one: Generated<boolean>; change: number }
  people: {
    id: string
    name: string
    email: string
    role: Person['role']
    active: Generated<boolean>
    team: string | null
    password: string | null
    change: number
  }
  sign_in_failures: { email: string; failures: number; locked_until: string | null; at: string }
  sessions: {
    token: Buffer
    person: string
    device: string
    device_name: string
    created_at: Generated<string>
    expires_at: string
  }
  devices: {
    person: string
    id: string
    name: string
    state: DeviceState
    /** Since when, as far as central was told. */
    state_since: Generated<string | null>
    waiting: number
    /** Events that were refused and lie there until somebody decides. */
    parked: Generated<number>
    seen_at: string | null
    /** The change number the device had at the round before its last one, and at its last one. */
    cursor_before: number | null
    cursor: number | null
    poke_until: string | null
    /** null: it had no round since central notes them. */
    campaigns: Generated<ToldCampaigns | null>
    revoked_at: Generated<string | null>
    revoked_by: Generated<string | null>
    revoked_because: Generated<string | null>
    /** Since when it says that it has deleted everything of the person. */
    wiped_at: Generated<string | null>
  }
  policies: { version: number; body: JSONColumnType<Policy>; change: number }
  campaigns: {
    id: string
    name: string
    policy_version: number
    /** Since when it is put aside. */
    archived_at: Generated<string | null>
    change: number
  }
  leads: LeadTable
  lead_keys: { key: string; lead: string }
  events: {
    id: string
    lead: string
    stamp: string
    effective: string | null
    type: string
    actor: string
    device: string
    payload: JSONColumnType<object>
    received_at: Generated<string>
    no: Generated<number>
  }
  assignments: {
    lead: string
    owner: string | null
    from_change: number
    to_change: number | null
    at: Generated<string>
    actor: string
    reason: string
  }
  demo: { one: Generated<boolean>; as_of: string; loaded: Generated<boolean> }
  channels: {
    id: string
    channel: HookedChannel
    campaign: string | null
    settings: JSONColumnType<ChannelSettings>
    secrets: JSONColumnType<string[]>
    enabled: boolean
    disabled_because: string | null
  }
  deliveries: {
    id: string
    /** null: it tells of an escalation. */
    hand_off: string | null
    /** A clock's id; null: it is a hand-off. */
    escalation: string | null
    lead: string
    channel: string
    state: DeliveryState
    attempts: Generated<number>
    last_status: number | null
    last_error: string | null
    next_at: string | null
    delivered_at: string | null
    body: string | null
    /** The mail that carries it; null: none does. */
    mail: string | null
    link: string | null
  }
  suppression_lists: {
    id: string
    name: string
    source: string
    imported_at: string
    deleted: Generated<boolean>
    change: number
  }
  /** `at`: since when it stands on the list, or is off it. */
  suppression_keys: { list: string; key: number; removed: Generated<boolean>; at: string; change: number }
  do_not_call_numbers: { lead: string; key: number }
  likeness_subjects: { lead: string; subject: JSONColumnType<Subject> }
  /** `key`: a hash of campaign and blocking key. */
  likeness_keys: { key: number; lead: string }
  likely_duplicates: {
    a: string
    b: string
    score: number
    reasons: JSONColumnType<Reason[]>
    by_response: Generated<boolean>
    at: string
  }
  kept_apart: { a: string; b: string }
  contact_breaches: {
    call: string
    lead: string
    actor: string
    number: string
    at: string
    reasons: JSONColumnType<ContactReason[]>
  }
}

export interface LeadTable {
  id: string
  /** The lead it is shown as: the smallest id of the leads it is merged with, mostly its own. */
  component: string
  campaign: string
  owner: string | null
  stage: Stage
  version: number
  assigned_at: string
  change: number
  state: JSONColumnType<Lead>
  route: string
  decision: string
  low: number
  high: number
  expected: number
  work: string
  /** When something is to be done; null when nothing is. */
  due: string | null
  /** Not to be claimed before. */
  not_before: string | null
  /** Past due from then on; null: never. */
  late_from: string | null
  policy_version: number
  as_of: string
}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

/** The campaigns that a device's person might use at its last three rounds, the latest first; true: all; null: that is not known. */
export type ToldCampaigns = (string[] | true | null)[]
