import type { DeviceState, Person, Stage } from '../../shared/sync/protocol.ts'
import type { List } from '../db/memory/list.ts'
import type { Glance, LeadRow, SyncStatus } from '../db/views.ts'
import type { Desk } from '../flow/desk.ts'

/** Someone who has worked on this machine, for the sign-in screen. */
export interface KnownPerson {
  id: string
  name: string
  email: string
}

/** A signed-in person's desk, open and syncing. */
export interface OpenDesk {
  person: Person
  desk: Desk
  status(): SyncStatus
  /** What the agent is doing, as the supervisor sees it. */
  setDeviceState(state: DeviceState): void
  /** The queue as it is: its first lines are what the next start shows while it opens. */
  keepGlance(queue: List<LeadRow>): void
  /** Starts a round now. */
  syncNow(): void
  /** Proves the person to central again after notice 'signIn'; pending work goes on from there. */
  signInAgain(password: string): Promise<void>
}

/** What the application is told while a desk is open. */
export interface SessionListener {
  status(status: SyncStatus): void
  /** Leads that left this machine: where they went; `worked` when this device had changes waiting for it. */
  moved(leads: MovedLead[]): void
  /** While a desk opens: what its queue began with when it was left. Null: it does not open after all. */
  glance(glance: Glance | null): void
  /** Another window took over; this desk is closed. */
  takenOver(): void
  /**
   * This device may no longer be used: everything was handed in, the desk is closed, and what was here is deleted.
   * @param problem what could not be deleted now, and is tried again at the next start; null: nothing
   */
  wiped(problem: string | null): void
}

export interface MovedLead {
  row: LeadRow
  /** The new owner's person id; null: the pool or a channel. */
  to: string | null
  stage: Stage
  worked: boolean
}

export interface SignInOptions {
  /** Close the desk that another window has open. */
  takeOver?: boolean
  /** Opens data that is still sealed with it; from then on the new password does. */
  earlierPassword?: string
}

export interface SessionControl {
  known(): KnownPerson[]
  /** Nobody's desk can be opened without a password, and who has worked here is known: whoever it is may type it before `resume` ends. */
  asks(): boolean
  /** Opens the last person's desk without a password where the system's vault holds the key; null otherwise. */
  resume(): Promise<OpenDesk | null>
  /** Online by central, offline by the key that this password unwraps. Rejects with SignInError. */
  signIn(email: string, password: string, options?: SignInOptions): Promise<OpenDesk>
  /** Closes the desk and forgets the keys; the sealed data stays. */
  signOut(): Promise<void>
}

export type SignInProblem =
  /** E-mail or password is wrong. */
  | 'refused'
  /** This device, or the person, may no longer work. What waited was handed in if it could be. */
  | 'revoked'
  /** Central is not reached and this person has never signed in on this machine. */
  | 'offlineUnknown'
  /** This machine's data is sealed with an earlier password; try again with earlierPassword. */
  | 'earlierPassword'
  /** Another window has this desk open; try again with takeOver. */
  | 'openElsewhere'
  /** Its disk is full, or what the browser grants is used up. */
  | 'noRoom'

export class SignInError extends Error {
  override name = 'SignInError'
  readonly problem: SignInProblem
  constructor(problem: SignInProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.problem = problem
  }
}
