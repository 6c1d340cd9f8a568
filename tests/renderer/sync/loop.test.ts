import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import { createLoop, type RoundOutcome } from '../../../renderer/sync/loop.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

function start(results: (Error | null)[]) {
  const timers: { ms: number; task: () => void }[] = []
  const outcomes: RoundOutcome[] = []
  let rounds = 0
  let running = 0
  let most = 0
  const loop = createLoop({
    async round() {
      rounds += 1
      running += 1
      most = Math.max(most, running)
      await turn()
      running -= 1
      const result = results.shift()
      if (result) throw result
    },
    random: () => 1,
    later(ms, task) {
      const timer = { ms, task }
      timers.push(timer)
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
      }
    },
    report: (outcome) => outcomes.push(outcome),
  })
  const settle = async () => {
    for (let n = 0; n < 10; n += 1) await turn()
  }
  return { loop, timers, outcomes, settle, rounds: () => rounds, most: () => most }
}

const cut = () => new FaultError({ kind: 'unavailable', message: 'cut' }, { unreached: true })

describe('[SY54] when rounds run', () => {
  it('[SY54] never two at once; a kick during a round runs one more', async () => {
    const { loop, settle, rounds, most, timers } = start([])
    loop.kick('now')
    loop.kick('work')
    loop.kick('now')
    await settle()
    expect([rounds(), most()]).toEqual([2, 1])
    expect(timers.map((t) => t.ms)).toEqual([30_000])
    await loop.stop()
  })

  it('[SY54] backs off, and work saved meanwhile does not hurry it', async () => {
    const { loop, settle, rounds, timers, outcomes } = start(Array(7).fill(null).map(cut))
    const waits: number[] = []
    loop.kick('now')
    for (let n = 0; n < 6; n += 1) {
      await settle()
      loop.kick('work')
      await settle()
      expect(timers).toHaveLength(1)
      waits.push(timers[0]!.ms)
      timers.shift()!.task()
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
    expect(rounds()).toBe(7)
    expect(outcomes[0]).toEqual({ connection: 'offline', notice: null })
    await loop.stop()
  })

  it('[SY54] a sign that central is back ends the backoff', async () => {
    const { loop, settle, outcomes } = start([cut()])
    loop.kick('now')
    await settle()
    loop.kick('now')
    await settle()
    expect(outcomes.map((o) => o.connection)).toEqual(['offline', 'online'])
    await loop.stop()
  })

  it('[SY54] poked again and again, it asks thrice and then once a pause; what else there is reason for does not wait', async () => {
    const { loop, settle, rounds, timers } = start([])
    const pauses = () => timers.filter((t) => t.ms === 1500)
    const endPause = () => timers.splice(timers.indexOf(pauses()[0]!), 1)[0]!.task()
    for (let n = 0; n < 20; n += 1) {
      loop.kick('poke')
      await settle()
    }
    expect([rounds(), pauses().length], 'the first at once').toEqual([3, 1])
    endPause()
    await settle()
    expect(rounds(), 'what came meanwhile, once').toBe(4)
    loop.kick('poke')
    loop.kick('work')
    await settle()
    expect(rounds()).toBe(5)
    endPause()
    await settle()
    expect(rounds(), 'that round saw what the poke told of').toBe(5)
    endPause()
    endPause()
    expect(pauses()).toEqual([])
    for (let n = 0; n < 20; n += 1) {
      loop.kick('poke')
      await settle()
    }
    expect(rounds(), 'after a calm').toBe(8)
    await loop.stop()
  })

  it.each([
    [new FaultError({ kind: 'unauthenticated', message: 'sign in' }), 'signIn'],
    [new FaultError({ kind: 'protocol', message: 'update' }), 'update'],
    [new Error('quota'), 'error'],
  ])('[SY55] says what a person must do: %s', async (error, kind) => {
    const { loop, settle, outcomes, timers } = start([error])
    loop.kick('now')
    await settle()
    expect(outcomes[0]?.notice?.kind).toBe(kind)
    expect(timers, 'and tries again').toHaveLength(1)
    await loop.stop()
  })

  it('[SY54] stops for good', async () => {
    const { loop, settle, rounds, timers } = start([])
    loop.kick('now')
    await loop.stop()
    loop.kick('now')
    await settle()
    expect([rounds(), timers.length]).toEqual([1, 0])
  })
})
