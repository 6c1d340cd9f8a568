import { beforeEach, describe, expect, it } from 'vitest'
import { keepPokeLine } from '../../../renderer/sync/poke.ts'

/** Lines that do what a test says, timers that run when it says, and what the desk is told. */
function keep() {
  const lines: { tell(type: string): void; readyState: number; closed: boolean }[] = []
  const timers: { ms: number; task: () => void }[] = []
  const told: string[] = []
  const close = keepPokeLine({
    open() {
      const listeners = new Map<string, () => void>()
      const line = {
        readyState: 0,
        closed: false,
        tell: (type: string) => listeners.get(type)?.(),
        addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener),
        close() {
          line.closed = true
        },
      }
      lines.push(line)
      return line
    },
    onPoke: () => told.push('poke'),
    onBreak: () => told.push('break'),
    later(ms, task) {
      const timer = { ms, task }
      timers.push(timer)
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
      }
    },
    random: () => 0.5,
  })
  const pass = () => {
    for (const { task } of timers.splice(0)) task()
  }
  return { lines, timers, told, close, pass }
}

describe('[SY61] a line to central', () => {
  let kept: ReturnType<typeof keep>
  beforeEach(() => {
    kept = keep()
  })
  const say = (...types: string[]) => {
    for (const type of types) kept.lines.at(-1)!.tell(type)
  }

  it('asks at once when it opens first, and at each poke', () => {
    say('open', 'poke')
    expect(kept.told).toEqual(['poke', 'poke'])
    expect(kept.timers).toEqual([])
  })

  it('that breaks, and is back, is told within a time and not at once; tries in vain are not', () => {
    say('open', 'error', 'error', 'error')
    expect(kept.told).toEqual(['poke'])
    expect(kept.timers.map((t) => t.ms)).toEqual([500])
    kept.pass()
    say('error', 'error')
    expect(kept.told).toEqual(['poke', 'break'])
    say('open')
    expect(kept.timers.map((t) => t.ms)).toEqual([1500])
    kept.pass()
    expect(kept.told).toEqual(['poke', 'break', 'poke'])
  })

  it('that was not to be had at the start does not ask at once either when it is', () => {
    say('error', 'open')
    expect(kept.told).toEqual([])
    kept.pass()
    expect(kept.told).toEqual(['poke'])
  })

  it('which the platform gives up is opened anew, after a time', () => {
    kept.lines[0]!.readyState = 2
    say('error')
    expect([kept.lines.length, kept.timers.map((t) => t.ms)]).toEqual([1, [5000]])
    kept.pass()
    expect(kept.lines).toHaveLength(2)
  })

  it('that is closed says nothing any more', () => {
    say('open', 'error')
    kept.close()
    kept.pass()
    say('error')
    expect([kept.told, kept.lines[0]!.closed]).toEqual([['poke'], true])
  })
})
