import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { centralAddress } from '../../electron/settings.ts'

describe('the address of central', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'leadwright-settings-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('[DS19] environment before settings before this machine', () => {
    expect(centralAddress({}, dir)).toBe('http://127.0.0.1:4317')
    writeFileSync(join(dir, 'settings.json'), '{"central":"https://central.example/"}')
    expect(centralAddress({}, dir)).toBe('https://central.example')
    expect(centralAddress({ LEADWRIGHT_CENTRAL: 'http://localhost:5000' }, dir)).toBe('http://localhost:5000')
  })

  it.each(['http://central.example', 'ftp://127.0.0.1', 'central.example', 'file:///etc/passwd'])(
    '[DS19] no session is sent to %s',
    (central) => {
      expect(() => centralAddress({ LEADWRIGHT_CENTRAL: central }, dir)).toThrow('The address of central')
    },
  )

  it('[DS19] settings that cannot be read are said, not passed over', () => {
    writeFileSync(join(dir, 'settings.json'), '{')
    expect(() => centralAddress({}, dir)).toThrow('settings.json cannot be read')
  })
})
