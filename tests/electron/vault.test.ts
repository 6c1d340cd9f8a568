import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keyring } from '../../electron/keyring.ts'
import { openSessionVault } from '../../electron/session-vault.ts'
import { openVault } from '../../electron/vault.ts'

const reversed = (text: string) => [...text].reverse().join('')
/** Stands in for the operating system's keyring, which machines that run tests seldom have. */
const keyring: Keyring = {
  available: async () => true,
  seal: async (secret) => Buffer.from(reversed(secret)),
  unseal: async (sealed) => reversed(Buffer.from(sealed).toString()),
}
const none: Keyring = { ...keyring, available: async () => false }

describe('secrets', () => {
  let dir: string
  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'leadwright-vault-')), 'vault')
  })
  afterEach(() => rmSync(join(dir, '..'), { recursive: true }))

  it('[DS17] are on disk as the keyring sealed them', async () => {
    const vault = openVault(dir, keyring)
    expect(await vault.set('key', 'open sesame')).toBe(true)
    expect(readFileSync(join(dir, 'key.sealed'), 'utf8')).toBe(reversed('open sesame'))
    expect(await openVault(dir, keyring).get('key')).toBe('open sesame')
    await vault.delete('key')
    expect(await vault.get('key')).toBeNull()
    expect(readdirSync(dir)).toEqual([])
  })

  it('[DS17] without a keyring nothing is written, and set says so', async () => {
    const vault = openVault(dir, none)
    expect(await vault.set('key', 'open sesame')).toBe(false)
    expect(await vault.get('key')).toBeNull()
    expect(existsSync(dir)).toBe(false)
  })

  it('[DS18] the session outlives a restart, but goes to no other central', async () => {
    const session = await openSessionVault(openVault(dir, keyring), 'https://one.example')
    expect(session.token()).toBeNull()
    await session.keep('token')
    expect((await openSessionVault(openVault(dir, keyring), 'https://one.example')).token()).toBe('token')
    expect((await openSessionVault(openVault(dir, keyring), 'https://two.example')).token()).toBeNull()
    await session.forget()
    expect((await openSessionVault(openVault(dir, keyring), 'https://one.example')).token()).toBeNull()
  })

  it('[DS18] without a keyring the session lasts as long as the app runs', async () => {
    const session = await openSessionVault(openVault(dir, none), 'https://one.example')
    await session.keep('token')
    expect(session.token()).toBe('token')
    expect((await openSessionVault(openVault(dir, none), 'https://one.example')).token()).toBeNull()
    expect(existsSync(dir)).toBe(false)
  })
})
