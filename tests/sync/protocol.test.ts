import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { leadEvent } from '../../shared/events/event.ts'
import { FAULTS, type FaultKind } from '../../shared/sync/faults.ts'
import {
  leadSnapshot,
  MAX_EVENTS,
  PROTOCOL,
  syncRequest,
  syncResponse,
  verdict,
} from '../../shared/sync/protocol.ts'

/**
 * When this fails, the wire has changed. If a peer of the version before can no longer read it, raise PROTOCOL; then write down the
 * new hash. A changed lead counts too: devices fold over what central folded.
 */
const PINNED = { protocol: 4, hash: 'f03d38f3c8950116' }

/** The keys and kinds of values of a JSON document, without the values. Lists give the shapes of their members, each once. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((v) => JSON.stringify(shapeOf(v))))].sort()
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value
  return Object.entries(value).map(([key, v]) => [key, shapeOf(v)])
}

describe('the wire', () => {
  test('[SY1] does not change without its version', () => {
    const schemas = [leadEvent, syncRequest].map((s) => z.toJSONSchema(s, { io: 'input' }))
    // The lead itself is z.custom, which has no JSON schema: its shape is taken from a golden one.
    const response = z.toJSONSchema(syncResponse, { unrepresentable: 'any' })
    const golden = JSON.parse(
      readFileSync(new URL('../vectors/fold-everything.json', import.meta.url), 'utf8'),
    )
    const wire = JSON.stringify([MAX_EVENTS, ...schemas, response, shapeOf(golden.lead)])
    expect({
      protocol: PROTOCOL,
      hash: createHash('sha256').update(wire).digest('hex').slice(0, 16),
    }).toEqual(PINNED)
  })

  test('[SY2] a request carries events unread, so that a bad one is refused alone', () => {
    const request = {
      protocol: PROTOCOL,
      epoch: null,
      deviceId: 'd1',
      cursor: null,
      events: [{ id: 1 }, 'rubbish', null],
      device: { state: 'ready', waiting: 3 },
    }
    expect(syncRequest.parse(request).events).toEqual(request.events)
    const many = { ...request, events: Array.from({ length: MAX_EVENTS + 1 }, () => null) }
    expect(syncRequest.safeParse(many).success).toBe(false)
    expect(syncRequest.safeParse({ ...request, surprise: 1 }).success).toBe(false)
  })

  test('[SY2] every fault can be a verdict, and a lead passes as it is', () => {
    for (const kind of Object.keys(FAULTS) as FaultKind[]) {
      const rejected = { id: 'e', verdict: 'rejected', fault: { kind, message: 'no' } }
      expect(verdict.parse(rejected)).toEqual(rejected)
    }
    expect(verdict.safeParse({ id: 'e', verdict: 'rejected' }).success).toBe(false)
    const snapshot = { owner: null, version: 1, stage: 'open', assignedAt: '2026-11-22T10:00:00.000Z' }
    expect(leadSnapshot.parse({ ...snapshot, lead: { id: 'x', later: 1 } }).lead).toEqual({
      id: 'x',
      later: 1,
    })
    expect(leadSnapshot.safeParse({ ...snapshot, lead: null }).success).toBe(false)
  })

  test('[SY4] only what concerns one event is parked; what concerns the request never costs an event', () => {
    const parked = Object.entries(FAULTS).filter(([, f]) => f.reaction === 'park')
    expect(parked.map(([kind]) => kind)).toEqual(['malformed', 'notYours', 'notFound', 'conflict'])
  })
})
