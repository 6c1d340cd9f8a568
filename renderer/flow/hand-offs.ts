import type { z } from 'zod'
import { brief } from '../../shared/api/brief.ts'
import {
  type acceptRequest,
  type actionRequest,
  type HandOff,
  type HandOffRead,
  type HandOffState,
  type HandOffsPage,
  handOff,
  handOffRead,
  handOffsPage,
  type outcomeRequest,
  type passOnRequest,
  type returnRequest,
} from '../../shared/api/hand-offs.ts'
import type { Brief } from '../../shared/brief/brief.ts'
import type { Desk } from './desk.ts'

/** What of the hand-offs is asked for. */
export interface HandOffQuery {
  states: readonly HandOffState[]
  sort: 'newest' | 'due'
  /** null: the first page. */
  cursor: string | null
  limit: number
}

/** Hand-offs that this person may see, a page at a time. */
export function loadHandOffs(
  desk: Desk,
  { states, sort, cursor, limit }: HandOffQuery,
  signal?: AbortSignal,
): Promise<HandOffsPage> {
  const query = new URLSearchParams({
    state: states.join(','),
    sort,
    limit: String(limit),
    ...(cursor === null ? {} : { cursor }),
  })
  return desk.api.request({ method: 'GET', path: `hand-offs?${query}`, schema: handOffsPage, signal })
}

/** One of them, with what was done about it. */
export const loadHandOff = (desk: Desk, id: string, signal?: AbortSignal): Promise<HandOffRead> =>
  desk.api.request({ method: 'GET', path: `hand-offs/${id}`, schema: handOffRead, signal })

/** What the receiver reads before the first word. */
export const loadBrief = (desk: Desk, id: string, signal?: AbortSignal): Promise<Brief> =>
  desk.api.request({ method: 'GET', path: `hand-offs/${id}/brief.json`, schema: brief, signal })

/** What a receiver can do to a hand-off. Each rejects with a conflict when it changed meanwhile. */
export const accept = (desk: Desk, h: HandOff): Promise<HandOff> =>
  command<typeof acceptRequest>(desk, h, 'accept', { version: h.version })

export const sendBack = (
  desk: Desk,
  h: HandOff,
  why: Omit<z.input<typeof returnRequest>, 'version'>,
): Promise<HandOff> => command<typeof returnRequest>(desk, h, 'return', { ...why, version: h.version })

export const noteAction = (desk: Desk, h: HandOff, action: z.input<typeof actionRequest>): Promise<HandOff> =>
  command<typeof actionRequest>(desk, h, 'actions', action)

export const settle = (
  desk: Desk,
  h: HandOff,
  outcome: Omit<z.input<typeof outcomeRequest>, 'version'>,
): Promise<HandOff> => command<typeof outcomeRequest>(desk, h, 'outcome', { ...outcome, version: h.version })

/** @param to a person's id; null: back to the team's common inbox */
export const passOn = (desk: Desk, h: HandOff, to: string | null, reason: string): Promise<HandOff> =>
  command<typeof passOnRequest>(desk, h, 'pass-on', { version: h.version, to, reason })

const command = <S extends z.ZodType>(
  desk: Desk,
  h: HandOff,
  what: string,
  body: z.input<S>,
): Promise<HandOff> =>
  desk.api.request({ method: 'POST', path: `hand-offs/${h.id}/${what}`, schema: handOff, body })
