import type { EventType, PayloadOf } from '../../shared/events/event.ts'

/** What a flow wants written; the transactor adds id, stamp, actor and device. */
export type Draft = { [T in EventType]: { leadId: string; type: T; payload: PayloadOf<T> } }[EventType]
