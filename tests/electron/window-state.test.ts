import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeWindow, readWindowState } from '../../electron/window-state.ts'

const laptop = { x: 0, y: 25, width: 1280, height: 775 }
const second = { x: 1280, y: 0, width: 1920, height: 1080 }
const at = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  maximized: false,
})

describe('the place of the window', () => {
  it('[DS16] is where it was, on whatever display that is', () => {
    expect(placeWindow(at(1400, 100), [laptop, second])).toEqual(at(1400, 100))
    expect(placeWindow({ ...at(10, 30), maximized: true }, [laptop]).maximized).toBe(true)
  })

  it.each([
    ['on a display that is gone', at(1400, 100)],
    ['above every display', at(100, -300)],
    ['with only its edge to be seen', at(-950, 100)],
    ['below the last line', at(100, 790)],
  ])('[DS16] %s: the middle of the primary display', (_where, state) => {
    expect(placeWindow(state, [laptop]).bounds).toEqual({ x: 0, y: 25, width: 1280, height: 775 })
  })

  it('[DS16] is no larger than its display', () => {
    expect(placeWindow(at(0, 25, 3000, 2000), [laptop]).bounds).toMatchObject({ width: 1280, height: 775 })
  })

  it('[DS16] first time: the usual size in the middle', () => {
    expect(placeWindow(null, [second]).bounds).toEqual({ x: 1520, y: 90, width: 1440, height: 900 })
  })

  it('[DS16] a damaged or absurd note of it is no reason not to start', () => {
    const dir = mkdtempSync(join(tmpdir(), 'leadwright-window-'))
    const file = join(dir, 'window.json')
    expect(readWindowState(file)).toBeNull()
    for (const content of [
      '',
      '{',
      '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false}',
      'null',
    ]) {
      writeFileSync(file, content)
      expect(readWindowState(file)).toBeNull()
    }
    rmSync(dir, { recursive: true })
  })
})
