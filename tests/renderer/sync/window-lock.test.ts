import { describe, expect, it } from 'vitest'
import { lockWindow, oneAtATime } from '../../../renderer/sync/window-lock.ts'
import { createFakePlatform } from '../support/fake-platform.ts'

describe('[SY56] the right to a person’s data', () => {
  it('[SY56] goes over at once, but the stores only when the other window has closed them', async () => {
    const { locks } = createFakePlatform(fetch)
    const first = await lockWindow(locks, 'ana', false)
    expect(await lockWindow(locks, 'ana', false)).toBeNull()
    let isOpen = false
    const second = lockWindow(locks, 'ana', true).then(() => {
      isOpen = true
    })
    await first!.taken
    expect(isOpen, 'the first one still writes').toBe(false)
    first!.release()
    await second
  })
})

describe('[SY56] what takes a moment in one window at a time', () => {
  it('[SY56] is waited for, whether it fails or not; who stands still is not, and does it once more', async () => {
    const { locks } = createFakePlatform(fetch)
    const done: string[] = []
    let goOn: () => void = () => undefined
    const still = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const first = oneAtATime(locks, 'file', async () => {
      done.push('first')
      await still
    })
    const second = oneAtATime(locks, 'file', async () => done.push('second'))
    const third = oneAtATime(locks, 'file', async () => {
      done.push('third')
      throw new Error('no such file')
    })
    await Promise.all([second, expect(third).rejects.toThrow('no such file')])
    expect(done.toSorted()).toEqual(['first', 'second', 'third'])
    goOn()
    await first
    expect(done.filter((who) => who === 'first')).toHaveLength(2)
  })
})
