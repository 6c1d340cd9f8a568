import { contextBridge, ipcRenderer } from 'electron'
import type { Args, Channel, Desktop, Result } from '../shared/ipc/contract.ts'

/** The contract's channels, put in by the build: the schemas themselves are main's business. */
declare const CHANNELS: readonly Channel[]

const desktop: Desktop = {
  invoke<C extends Channel>(channel: C, ...args: Args<C>): Promise<Result<C>> {
    if (!CHANNELS.includes(channel)) return Promise.reject(new Error(`no such channel: ${channel}`))
    return ipcRenderer.invoke(channel, ...args)
  },
}

contextBridge.exposeInMainWorld('leadwright', desktop)
