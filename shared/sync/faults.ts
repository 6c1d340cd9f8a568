/** Every way a request or an event can be refused, with what the device does then: the one table of retry rules. */
export const FAULTS = {
  /** Events: parked where the user sees them. */
  malformed: { reaction: 'park', status: 400 },
  notYours: { reaction: 'park', status: 403 },
  notFound: { reaction: 'park', status: 404 },
  conflict: { reaction: 'park', status: 409 },
  /** Its lead was erased on request: the device forgets the event. */
  erased: { reaction: 'forget', status: 410 },
  /** Requests. */
  unauthenticated: { reaction: 'signIn', status: 401 },
  revoked: { reaction: 'signIn', status: 403 },
  protocol: { reaction: 'update', status: 426 },
  tooLarge: { reaction: 'split', status: 413 },
  tooMany: { reaction: 'backOff', status: 429 },
  unavailable: { reaction: 'backOff', status: 503 },
  internal: { reaction: 'backOff', status: 500 },
} as const satisfies Record<string, { reaction: Reaction; status: number }>

export type Reaction = 'park' | 'forget' | 'signIn' | 'update' | 'split' | 'backOff'
export type FaultKind = keyof typeof FAULTS

export interface Fault {
  kind: FaultKind
  message: string
}
