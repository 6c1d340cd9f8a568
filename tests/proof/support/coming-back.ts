import { FaultError } from '../../../renderer/db/errors.ts'
import { createLoop } from '../../../renderer/sync/loop.ts'
import { keepPokeLine } from '../../../renderer/sync/poke.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import type { TestDevice } from '../../central/support.ts'
import { batchOf, type Hits, sent } from './hits.ts'
import { pokeStream } from './poke-stream.ts'
import { createRandom } from './random.ts'

/** When a desk asks central, without a desk: its loop and its poke line. */
export interface ComingBack {
  /** It was in step with central once, and its line is open. */
  ready: Promise<unknown>
  /** Its person goes on working; central may be away. */
  save(events: number): void
  /** Everything saved is at central. */
  empty: Promise<void>
  stop(): Promise<void>
}

export function comingBack(device: TestDevice, seed: number, hits: Hits): ComingBack {
  const random = createRandom(seed)
  let waiting: LeadEvent[] = []
  let emptied: () => void = () => undefined
  const empty = new Promise<void>((done) => {
    emptied = done
  })
  let inStep: () => void = () => undefined
  const first = new Promise<void>((done) => {
    inStep = done
  })
  const later = (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  }
  const loop = createLoop({
    async round() {
      const batch = waiting
      if (!(await sent(device, batch, hits)))
        throw new FaultError({ kind: 'unavailable', message: 'Central is not reached.' })
      inStep()
      waiting = waiting.slice(batch.length)
      if (batch.length > 0) emptied()
    },
    random: random.next,
    later,
    report: () => undefined,
  })
  const line = pokeStream(`${device.url}/api/v1/poke?device=${device.id}`, device.token)
  const opened = new Promise<void>((done) => line.addEventListener('open', done))
  const closeLine = keepPokeLine({
    open: () => line,
    onPoke: () => loop.kick('poke'),
    onBreak: () => loop.kick('now'),
    later,
    random: random.next,
  })
  loop.kick('now')
  return {
    ready: Promise.all([first, opened]),
    empty,
    save(events) {
      waiting = batchOf(device, events)
      loop.kick('work')
    },
    async stop() {
      closeLine()
      await loop.stop()
    },
  }
}
