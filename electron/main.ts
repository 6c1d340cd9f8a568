import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, ipcMain, net, protocol, safeStorage, session } from 'electron'
import { APP_ORIGIN, APP_SCHEME, handleAppProtocol } from './app-protocol.ts'
import { askBeforeClosing, watchEnding } from './ask-before-closing.ts'
import { shellHandlers } from './handlers.ts'
import { registerHandlers } from './ipc.ts'
import { journalFiles } from './journal-file.ts'
import { systemKeyring } from './keyring.ts'
import { setMenu } from './menu.ts'
import { openSessionVault } from './session-vault.ts'
import { centralAddress } from './settings.ts'
import { openVault } from './vault.ts'
import { denyPermissions, openWindow } from './window.ts'

/** The built files lie beside each other: dist/electron (this one) and dist/renderer. */
const here = import.meta.dirname
let window: BrowserWindow | undefined
let isEnding: (() => boolean) | undefined

// Must happen before the app is ready.
protocol.registerSchemesAsPrivileged([APP_SCHEME])
app.setAppUserModelId('com.leadwright.desk')

if (!app.requestSingleInstanceLock()) {
  app.exit(0)
} else {
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(start).catch(giveUp)
}

async function start(): Promise<void> {
  const userData = app.getPath('userData')
  const central = centralAddress(process.env, userData)
  const vault = openVault(join(userData, 'vault'), systemKeyring(safeStorage, process.platform))
  if (!(await vault.available())) {
    console.warn('This system has no keyring: you will be asked for your password at each start.')
  }
  handleAppProtocol(protocol, {
    rendererDir: join(here, '..', 'renderer'),
    central,
    session: await openSessionVault(vault, central),
    fetch: (url, init) => net.fetch(url, init),
  })
  denyPermissions(session.defaultSession)
  const journal = journalFiles(join(userData, 'journal'), fs)
  const handlers = shellHandlers({ central, journal, vault, window: () => window })
  registerHandlers(ipcMain, handlers, APP_ORIGIN, (contents) => contents === window?.webContents)
  setMenu()
  isEnding = watchEnding()
  showWindow()
}

function showWindow(): void {
  if (!isEnding) return
  if (window) {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return
  }
  window = openWindow({
    preload: join(here, 'preload.cjs'),
    state: join(app.getPath('userData'), 'window.json'),
  })
  askBeforeClosing(window, isEnding)
  window.on('closed', () => {
    window = undefined
  })
}

function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  console.error(error)
  dialog.showErrorBox('Leadwright cannot start', message)
  app.exit(1)
}
