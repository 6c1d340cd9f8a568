import { spawn } from 'node:child_process'
import { noScreen } from './electron-binary.ts'

const OPENERS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Opens the default browser; false when this machine has none that can be opened from here. */
export async function openBrowser(url: string): Promise<boolean> {
  if (noScreen(process.env)) return false
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  const failed = new Promise<boolean>((done) => {
    child.once('error', () => done(true))
    child.once('exit', (code) => done(code !== 0))
  })
  // Some openers live as long as the browser: one that still runs after a while has found it.
  const running = new Promise<boolean>((done) => setTimeout(() => done(false), 3000).unref())
  child.unref()
  return !(await Promise.race([failed, running]))
}
