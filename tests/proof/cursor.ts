import { setTimeout as pause } from 'node:timers/promises'
import type { LeadEvent } from '../../shared/events/event.ts'
import { newId, type TestDevice } from '../central/support.ts'
import type { Asked, Outcome, Proof, Size } from './proof.ts'
import { signedIn, withCentral } from './support/central.ts'

const SIZES: Record<Size, { writers: number; readers: number; changes: number }> = {
  test: { writers: 16, readers: 4, changes: 2_000 },
  short: { writers: 64, readers: 8, changes: 20_000 },
  full: { writers: 64, readers: 8, changes: 100_000 },
}

/** All readers are one person, who may ask 6,000 times a minute: eight that never rest would be refused, the sooner the faster central is. */
const BETWEEN_PULLS_MS = 120

const TRIES = 5

/** As a desk does it: what central does not come to in time, which it says on a busy machine, is sent again. */
async function taken(device: TestDevice, events: readonly LeadEvent[]): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const answer = await device.post([...events])
    if (answer.ok) return
    if (answer.status !== 408 || left === 0) throw new Error(`a writer was answered ${answer.status}`)
  }
}

/** [SY24] Writers commit out of order while readers pull: each reader gets every change, and none twice. */
export const cursor: Proof = {
  name: 'cursor',
  run: ({ size, databases }: Asked): Promise<Outcome> =>
    withCentral(databases, async (central) => {
      const { writers, readers, changes } = SIZES[size]
      const { ana, sue } = central.people
      const [first, ...others] = await signedIn(central, ana, writers)
      const shared = newId()
      await first!.sync([first!.captured(shared)])
      const written: string[] = []
      let writing = writers
      const write = async (device: TestDevice, n: number) => {
        for (let i = 0; written.length < changes; i += 1) {
          // Batches of different sizes, all touching one lead, so that they finish in another order than they began in.
          const ids = Array.from({ length: 1 + ((n * 7 + i * 13) % 100) }, newId)
          written.push(...ids)
          await taken(device, [
            ...ids.map((id) => device.captured(id)),
            device.answered(shared, 'budget', 'none'),
          ])
        }
        writing -= 1
      }
      const read = async (device: TestDevice) => {
        const seen = new Map<string, number>()
        for (;;) {
          const over = writing === 0
          for (const { lead } of (await device.pull()).leads) seen.set(lead.id, (seen.get(lead.id) ?? 0) + 1)
          if (over) return seen
          await pause(BETWEEN_PULLS_MS)
        }
      }
      const reading = await signedIn(central, sue, readers)
      const [seen] = await Promise.all([
        Promise.all(reading.map(read)),
        Promise.all([first!, ...others].map(write)),
      ])
      const failures = seen.flatMap((one, n) => {
        const skipped = written.filter((id) => !one.has(id)).length
        const twice = [...one].filter(([id, times]) => id !== shared && times > 1).length
        return skipped + twice === 0
          ? []
          : [
              `reader ${n} missed ${skipped} changes and got ${twice} twice\n  replay: npm run proof -- cursor`,
            ]
      })
      return {
        size: `${writers} writers, ${readers} readers, ${changes.toLocaleString('en')} changes`,
        seeds: '-',
        failures,
        note: `${written.length} changes read by each: 0 skipped, 0 twice`,
      }
    }),
}
