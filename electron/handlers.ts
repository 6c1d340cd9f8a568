import { basename } from 'node:path'
import { app, type BrowserWindow, dialog, Notification, shell } from 'electron'
import type { Handlers } from './ipc.ts'
import type { JournalFiles } from './journal-file.ts'
import type { Vault } from './vault.ts'
import { writeFileDurably } from './write-file.ts'

export interface Shell {
  central: string
  journal: JournalFiles
  vault: Vault
  /** The window on screen; undefined while there is none. */
  window(): BrowserWindow | undefined
}

/** What the page may ask of this machine. Senders and arguments have been checked (ipc.ts). */
export function shellHandlers({ central, journal, vault, window }: Shell): Handlers {
  // Kept until clicked: a notification that nothing holds is collected, and its click is lost.
  const shown = new Set<Notification>()
  let waiting: ((lead: string) => void)[] = []
  const choose = (lead: string) => {
    const told = waiting
    waiting = []
    for (const tell of told) tell(lead)
  }
  return {
    'journal:append': (name, records) => journal.append(name, records).then(nothing),
    'journal:read': (name) => journal.read(name),
    'journal:replace': (name, records) => journal.replace(name, records).then(nothing),
    'journal:overwrite': (name, bytes) => journal.overwrite(name, bytes).then(nothing),
    'journal:delete': (name) => journal.delete(name).then(nothing),

    'vault:get': (name) => vault.get(name),
    'vault:set': (name, secret) => vault.set(name, secret),
    'vault:delete': (name) => vault.delete(name).then(nothing),
    'vault:available': () => vault.available(),

    dial: (number) => openOutside(`tel:${number}`),
    mail: (address) => openOutside(`mailto:${address}`),

    async notify({ title, body, lead }) {
      const notification = new Notification({ title, body })
      shown.add(notification)
      notification.on('click', () => {
        shown.delete(notification)
        const page = window()
        if (page?.isMinimized()) page.restore()
        page?.show()
        if (lead !== undefined) choose(lead)
      })
      notification.show()
      return null
    },
    'notify:chosen': () =>
      new Promise((resolve) => {
        waiting.push(resolve)
      }),

    async badge(count) {
      app.setBadgeCount(count)
      return null
    },

    async saveFile({ name, content }) {
      const options = { defaultPath: basename(name) }
      const parent = window()
      const { canceled, filePath } = parent
        ? await dialog.showSaveDialog(parent, options)
        : await dialog.showSaveDialog(options)
      if (canceled || !filePath) return null
      await writeFileDurably(filePath, content)
      return basename(filePath)
    },

    about: async () => ({ version: app.getVersion(), central, electron: process.versions.electron ?? '' }),
  }
}

const openOutside = (url: string): Promise<boolean> =>
  shell.openExternal(url).then(
    () => true,
    (error) => {
      // Not the address itself: it is somebody's.
      console.error(`the system did not take ${url.split(':')[0]}:`, error)
      return false
    },
  )

const nothing = () => null
