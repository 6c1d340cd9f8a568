import { describe, expect, it } from 'vitest'
import { lockWindow } from '../../../renderer/sync/window-lock.ts'
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
