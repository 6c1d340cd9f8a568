import type { IpcMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { type Handlers, registerHandlers } from '../../electron/ipc.ts'
import { IPC } from '../../shared/ipc/contract.ts'

describe('the contract between page and shell', () => {
  it('[DS12] has a handler for every channel and no other', () => {
    const registered: string[] = []
    const ipc: Pick<IpcMain, 'handle'> = { handle: (channel) => void registered.push(channel) }
    const handlers = Object.fromEntries(Object.keys(IPC).map((channel) => [channel, async () => null]))
    registerHandlers(ipc, handlers as unknown as Handlers, 'app://leadwright', () => true)
    expect(registered.sort()).toEqual(Object.keys(IPC).sort())
  })
})
