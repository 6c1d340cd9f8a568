import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Person, supervises } from '../../shared/sync/protocol.ts'
import type { SyncStatus } from '../db/views.ts'

/** What the screen is doing. Never leads: those come from the reader. */

export const SCREENS = [
  'queue',
  'find',
  'add',
  'me',
  'inbox',
  'escalations',
  'team',
  'policy',
  'quality',
  'reports',
  'import',
  'admin',
] as const
export type ScreenName = (typeof SCREENS)[number]
export const QUALITY_TABS = ['duplicates', 'invalid', 'suppressions', 'breaches'] as const
export type QualityTab = (typeof QUALITY_TABS)[number]
export const REPORT_TABS = ['handOffs', 'flow', 'agents', 'payOff'] as const
export type ReportTab = (typeof REPORT_TABS)[number]
/** What the reports show: days here ('YYYY-MM-DD'), both inclusive, of a campaign or (null) all. */
export interface ReportView {
  tab: ReportTab
  days: { first: string; last: string }
  campaign: string | null
}
export type DialogName =
  | 'filters'
  /** When to ask again. */
  | 'later'
  | 'callback'
  | 'route'
  | 'skip'
  /** To the pool, for somebody else. */
  | 'giveBack'
  | 'amend'
  | 'lift'
  | 'consent'
  | 'reassign'
  /** What was given to others lately. */
  | 'reassigned'
  | 'keys'
  /** Two leads side by side. */
  | 'duplicate'
  /** The parts of a merged lead. */
  | 'merged'
  | 'reinstate'
  | 'resolveEscalation'
  | 'reassignEscalation'
  | 'publishPolicy'
  | 'policyRefused'
  | 'rollBackPolicy'
  /** Of a hand-off. */
  | 'sendBack'
  | 'won'
  | 'lost'
  | 'passOn'
  | 'action'
  /** Where every value of a lead came from. */
  | 'origins'

/** A call that goes on, by its id and its lead's. */
export interface GoingCall {
  lead: string
  call: string
}

/** Something entered and not saved. */
export interface Draft {
  value: unknown
  /** What it is of, in words. */
  name: string
  /** What was saved when it was begun, as JSON. */
  of: string
}

export interface ScreenState {
  screen: ScreenName
  /** The open lead. */
  leadId: string | null
  /** The id of the queue's filter; null: all leads. */
  filter: string | null
  /** The open tab of the qualification screen: who comes back from a lead finds it again. */
  qualityTab: QualityTab
  /** The campaign whose policy is edited; null: the first one. */
  policyCampaign: string | null
  /** null: nobody has chosen anything yet. */
  report: ReportView | null
  /** The campaign that the team screen is of; null: all. */
  teamCampaign: string | null
  /** Where one is on the administration screen: the open tab, and by tab what is open on it. */
  admin: { tab: string; open: Readonly<Record<string, string | null>> }
  /** What was entered on the administration screen and is not saved, by where it stands: 'teams|<id>|team'. */
  drafts: Readonly<Record<string, Draft>>
  dialog: DialogName | null
  /** The disposition chosen for the running call; given when the call is finished. */
  disposition: string | null
  /** The lead that was taken from the pool last: nobody gave it. */
  taken: string | null
  /** Calls that are known to go on: any other call of mine without an outcome is asked about. */
  going: readonly GoingCall[]
  /** True while an answer is on its way to be saved: the next digit waits for the next question. */
  answering: boolean
  /** Since when (epoch milliseconds) the running call has its outcome; null: it has none. */
  wrappingSince: number | null
  /** When (epoch milliseconds) the next lead opens by itself; 'paused': not before it is asked for; null: it never does. */
  wrapUp: number | 'paused' | null
  /** Since when (epoch milliseconds) this person is on a break; a call: once it is over; null: they work. */
  paused: number | GoingCall | null
  /** The page of the script that is unfolded. */
  script: 'opening' | 'objections' | 'closing' | null
  /** The queues chosen on the team screen, by their owners' ids; '': the pool. */
  queues: readonly string[]
  /** The leads' list of the team screen was asked for, whatever is chosen. */
  allLeads: boolean
  /** Leads selected on the team screen. */
  selection: readonly string[]
  sync: SyncStatus
  /** What a notice said that was dismissed while the desk is open; another one is shown. */
  dismissed: string | null
  /** What the live region says. */
  said: string
  /** What went wrong last, until it is dismissed. */
  problem: string | null
  /** A text that could not be saved any more, since its lead is gone; kept on screen until it is dismissed. */
  unsaved: { lead: string; text: string } | null
  /** What somebody else did that concerns this person: until it is dismissed, half a minute has passed or another screen is looked at. */
  told: string | null
  /** The same, while a call goes on: told after it. */
  news: readonly string[]
  /** What was just done, shown for a moment: 'Taken back: …'; `turn` differs when the same is done again. */
  passing: { text: string; turn: number } | null
}

export type ScreenStore = StoreApi<ScreenState>

export const startingSync: SyncStatus = {
  connection: 'connecting',
  since: new Date(0).toISOString(),
  waiting: 0,
  parked: 0,
  lastSyncedAt: null,
  notice: null,
}

/** As a screen is that nobody has used yet. */
const UNUSED: ScreenState = {
  screen: 'queue',
  leadId: null,
  filter: null,
  qualityTab: 'duplicates',
  policyCampaign: null,
  report: null,
  teamCampaign: null,
  admin: { tab: 'people', open: {} },
  drafts: {},
  dialog: null,
  disposition: null,
  going: [],
  answering: false,
  wrappingSince: null,
  wrapUp: null,
  paused: null,
  script: null,
  queues: [],
  allLeads: false,
  selection: [],
  sync: startingSync,
  dismissed: null,
  said: '',
  problem: null,
  unsaved: null,
  told: null,
  taken: null,
  news: [],
  passing: null,
}

export const createScreenStore = (initial: Partial<ScreenState> = {}): ScreenStore =>
  createStore<ScreenState>(() => ({ ...UNUSED, ...initial }))

/** Where somebody who has just signed in begins. */
export function firstScreenOf(role: Person['role']): ScreenName {
  if (supervises(role)) return 'team'
  return role === 'agent' ? 'queue' : 'inbox'
}

/** Somebody signs in: nothing of who was here before stays, not even what they had begun to type. */
export const beginScreen = (store: ScreenStore, begin: Pick<ScreenState, 'screen' | 'sync'>): void =>
  store.setState({ ...UNUSED, ...begin })

/** Opens a lead on the desk; what was chosen for the lead before is dropped, an unfolded script begins anew. */
export function openLead(store: ScreenStore, leadId: string | null): void {
  if (store.getState().leadId === leadId) return
  store.setState(({ script }) => ({
    leadId,
    disposition: null,
    dialog: null,
    answering: false,
    passing: null,
    script: script && 'opening',
  }))
}

/** This call goes on: nobody needs to be asked how it ended, and who calls is not on a break. Returns what says that it does not. */
export function noteGoing(store: ScreenStore, call: GoingCall): () => void {
  const others = ({ going }: ScreenState) => going.filter((g) => g.call !== call.call)
  store.setState((s) => ({ paused: null, going: [...others(s), call] }))
  return () => store.setState((s) => ({ going: others(s) }))
}

/** Something was done, or could not be: shown for a moment, where a screen reader is told it, too. */
export const sayPassing = (store: ScreenStore, text: string): void =>
  store.setState(({ passing }) => ({ passing: { text, turn: (passing?.turn ?? 0) + 1 }, said: '' }))

/** What was entered is dropped: at that place, and whatever belongs to it: 'teams|<id>' drops all of the team's. */
export const dropDrafts = (store: ScreenStore, place: string): void =>
  store.setState(({ drafts }) => ({
    drafts: Object.fromEntries(
      Object.entries(drafts).filter(([key]) => key !== place && !key.startsWith(`${place}|`)),
    ),
  }))

/** Whether the team screen shows leads to choose from, in the place of its overview. */
export const showsLeads = ({ allLeads, queues, selection }: ScreenState): boolean =>
  allLeads || queues.length > 0 || selection.length > 0

/** Nothing is chosen on the team screen any more. */
export const closeLeads = (store: ScreenStore): void =>
  store.setState({ allLeads: false, queues: [], selection: [] })

/** Goes to the reports. */
export const openReport = (store: ScreenStore, report: ReportView): void =>
  store.setState({ screen: 'reports', dialog: null, report })

/** Goes to a tab of the administration screen, and opens what is said on it. */
export const openAdmin = (store: ScreenStore, tab: string, open?: string | null): void =>
  store.setState(({ admin }) => ({
    screen: 'admin',
    dialog: null,
    admin: { tab, open: open === undefined ? admin.open : { ...admin.open, [tab]: open } },
  }))
