import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentHash, isStamped, writeStamp } from '../../scripts/build/stamp.ts'

describe('what a build depends on', () => {
  let root: string
  const write = (name: string, content: string) => writeFileSync(join(root, name), content)
  const hash = (at = root) => contentHash(at, ['src', 'one.json', 'missing'])
  const fill = () => {
    mkdirSync(join(root, 'src/deep'), { recursive: true })
    write('src/a.ts', 'a')
    write('src/deep/b.ts', 'b')
    write('one.json', '{}')
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leadwright stamp '))
    fill()
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('[ST1] is the contents, not the times or the place', () => {
    const before = hash()
    utimesSync(join(root, 'src/a.ts'), 1, 1)
    write('src/../unrelated', 'x')
    expect(hash()).toBe(before)
    const there = root
    root = mkdtempSync(join(tmpdir(), 'elsewhere-'))
    fill()
    expect(hash()).toBe(before)
    rmSync(root, { recursive: true })
    root = there
  })

  it.each([
    ['a change', () => write('src/deep/b.ts', 'c')],
    ['a new file', () => write('src/c.ts', '')],
    ['a file gone', () => rmSync(join(root, 'src/a.ts'))],
    [
      'bytes that move from one file to the next',
      () => {
        write('src/a.ts', '')
        write('src/deep/b.ts', 'ab')
      },
    ],
    ['what was missing', () => write('missing', '')],
  ])('[ST1] is changed by %s', (_what, change) => {
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })

  it('[ST1] is remembered in a stamp', () => {
    const stamp = join(root, 'stamps/part')
    expect(isStamped(stamp, 'x')).toBe(false)
    writeStamp(stamp, 'x')
    expect(isStamped(stamp, 'x')).toBe(true)
    expect(isStamped(stamp, 'y')).toBe(false)
  })
})
