import { mkdirSync } from 'node:fs'
import { projectRoot } from '../../../scripts/project-root.ts'
import { launch } from '../../electron/support.ts'
import type { App } from './apps.ts'

/** Opens the desk in a real Electron whose folder survives a kill. `display`: the X display to draw on. */
export async function openInElectron(
  electron: string,
  userData: string,
  central: string,
  display: string | undefined,
): Promise<App> {
  mkdirSync(userData, { recursive: true })
  const app = await launch({ electron, app: projectRoot, userData, central, display })
  const child = app.process()
  const ended = new Promise((done) => child.once('exit', done))
  return {
    page: await app.firstWindow(),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async close() {
      await app.close()
      await ended
    },
  }
}
