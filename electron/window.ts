import { BrowserWindow, type Session, screen, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'
import { keepWindowState, placeWindow, readWindowState } from './window-state.ts'

export interface WindowFiles {
  preload: string
  state: string
}

/** Opens the one window, where it was last time, on the page. */
export function openWindow(files: WindowFiles): BrowserWindow {
  const primary = screen.getPrimaryDisplay()
  const displays = [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)]
  const place = placeWindow(
    readWindowState(files.state),
    displays.map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    title: 'Leadwright',
    webPreferences: {
      preload: files.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be fetched from a stranger's server.
      spellcheck: false,
      // A callback's time must not pass unnoticed because the window is covered.
      backgroundThrottling: false,
    },
  })
  lockDown(window.webContents)
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize()
    window.show()
  })
  const keepPlace = () =>
    keepWindowState(files.state, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('close', keepPlace)
  // Windows ends a session without closing any window.
  window.on('session-end', keepPlace)
  reloadAfterCrash(window)
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/** This page and nothing else: no way to another address, no second window, no embedded ones. */
function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  // An empty page asks nobody before it comes.
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) void contents.loadURL(`${APP_ORIGIN}/`)
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Asked for by the page's own database and copy buttons; everything else (camera, location, devices...) is refused. */
const PERMISSIONS = new Set(['persistent-storage', 'clipboard-sanitized-write'])

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(PERMISSIONS.has(permission) && isOurs(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => PERMISSIONS.has(permission) && isOurs(origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    if (!isOurs(item.getURL().replace(/^blob:/, ''))) event.preventDefault()
  })
}

export function isOurs(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`)
}

/** All work is on disk, so that a page that crashed can simply start again; but not over and over. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`the page's process is gone: ${reason}`)
    const now = performance.now()
    if (reason !== 'clean-exit' && now - lastCrash > 30_000 && !window.isDestroyed()) window.reload()
    lastCrash = now
  })
}
