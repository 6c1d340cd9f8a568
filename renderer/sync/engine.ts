import { type DeviceState, MAX_EVENTS, PROTOCOL, type SyncRequest } from '../../shared/sync/protocol.ts'
import { FaultError } from '../db/errors.ts'
import type { SyncPort } from '../db/sync-port.ts'
import type { SyncAnswer } from '../db/take-in/arrivals.ts'
import type { Moved } from '../db/take-in/moved.ts'

export interface EngineDeps {
  port: SyncPort
  send(request: SyncRequest): Promise<SyncAnswer>
  deviceState(): DeviceState
  onMoved(moved: Moved[]): void
}

/** 'wipe': this device may no longer work, has handed in everything, and is to delete all of the person. */
export type RoundEnd = 'done' | 'wipe'

/**
 * One round: pushes what waits, takes in verdicts and changes, until nothing waits and central has no more. No transaction is held
 * across the network. Rejects with the first FaultError; everything taken in until then stays.
 */
export async function runRound(deps: EngineDeps): Promise<RoundEnd> {
  try {
    return await turns(deps)
  } finally {
    deps.port.show()
  }
}

async function turns({ port, send, deviceState, onMoved }: EngineDeps): Promise<RoundEnd> {
  let size = MAX_EVENTS
  let handsInParked = true
  /** The answer to what is asked next, if nothing is to be sent then. */
  let ahead = null as { cursor: string; answer: Promise<SyncAnswer> } | null
  for (;;) {
    const sent = port.next(size)
    // Central judges by what the cursor says was in this desk's hands: it moves on only with the last of what waits.
    const isLast = sent.length >= port.waiting()
    const request: SyncRequest = {
      protocol: PROTOCOL,
      epoch: port.epoch(),
      deviceId: port.deviceId,
      cursor: port.cursor(),
      events: sent.map((e) => e.event),
      device: { state: deviceState(), waiting: port.waiting(), parked: port.parked() },
    }
    const asked = ahead?.cursor === request.cursor && sent.length === 0 ? ahead : null
    ahead = null
    let response: SyncAnswer
    try {
      response = await (asked?.answer ?? send(request))
    } catch (error) {
      if (!(error instanceof FaultError && error.reaction === 'split' && sent.length > 0)) throw error
      if (sent.length === 1) await port.park(sent[0]!, error.fault)
      size = Math.max(1, Math.floor(sent.length / 2))
      continue
    }
    const sameEpoch = request.epoch === null || request.epoch === response.epoch
    // A device that may no longer work is told verdicts only.
    const isOver = response.wipe !== undefined
    /**
     * While an answer is taken in the next one comes. Not where something waits: that was made before it; and only in a pull of everything:
     * central takes the cursor to be what this desk knows, and it might end before it does.
     */
    const askAhead = () => {
      const { cursor, epoch, more } = response
      if (!more || !sameEpoch || port.waiting() > 0 || !port.pullsAll()) return
      const answer = send({ ...request, cursor, epoch, events: [] })
      // It is asked for again.
      answer.catch(() => undefined)
      ahead = { cursor, answer }
    }
    const moved =
      (isLast && !isOver) || !sameEpoch
        ? await port.takeIn(sent, response, askAhead)
        : await port.takeVerdicts(sent, response)
    if (moved.length > 0) onMoved(moved)
    if (!sameEpoch || (isLast && !isOver && response.more)) continue
    if (response.wipe && port.waiting() === 0) {
      if (port.parked() === 0 || !handsInParked) return 'wipe'
      // Once: what is refused again then cannot be kept by anybody.
      handsInParked = false
      await port.retryParked()
      continue
    }
    if (port.waiting() === 0) {
      await port.tidy()
      // Without one, something stored was damaged: everything is pulled again.
      if (isOver || port.cursor() !== null) return 'done'
      continue
    }
    const ids = new Set(sent.map((e) => e.event.id))
    if (ids.size > 0 && !response.verdicts.some((v) => ids.has(v.id))) {
      throw new FaultError({ kind: 'unavailable', message: 'Central gave no verdict on what was sent.' })
    }
  }
}
