import { app, type BrowserWindow, dialog, powerMonitor } from 'electron'

const STAY = 0

/**
 * A page that holds what is not saved prevents its unloading: the person is asked, and who wants to closes or reloads. Not asked is nobody
 * when the system ends the program.
 * @param isEnding whether the system ends the program
 */
export function askBeforeClosing(window: BrowserWindow, isEnding: () => boolean): void {
  let closing = false
  let asking = false
  let leaves = false
  window.on('close', () => {
    closing = true
  })
  window.webContents.on('will-prevent-unload', (event) => {
    const closes = closing
    closing = false
    if (leaves || isEnding()) {
      leaves = false
      event.preventDefault()
      return
    }
    if (asking) return
    asking = true
    void ask(window, closes ? 'Close without saving' : 'Reload without saving').then((chosen) => {
      asking = false
      leaves = chosen !== STAY
      if (!leaves) return
      if (closes) window.close()
      else window.webContents.reload()
    })
  })
}

async function ask(window: BrowserWindow, leave: string): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Leadwright',
    message: 'Something you entered is not saved.',
    detail: 'It is lost when you go on. Saved work and what waits for central are safe.',
    buttons: ['Stay', leave],
    defaultId: STAY,
    cancelId: STAY,
    noLink: true,
  })
  return response
}

/** True from the moment on at which the system wants the program to end; it then ends. */
export function watchEnding(): () => boolean {
  let ending = false
  const end = () => {
    ending = true
    app.quit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  powerMonitor.on('shutdown', end)
  return () => ending
}
