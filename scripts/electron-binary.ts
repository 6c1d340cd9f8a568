import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Electron program of this machine, or null. Looked for, never asked for: importing the package from plain Node would
 * start a download. A folder given by ELECTRON_OVERRIDE_DIST_PATH comes first.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv): string | null {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = override || join(root, 'node_modules', 'electron', 'dist')
  const pathFile = join(root, 'node_modules', 'electron', 'path.txt')
  const inside = existsSync(pathFile) && !override ? readFileSync(pathFile, 'utf8').trim() : programName()
  const program = join(folder, inside)
  return existsSync(program) ? program : null
}

function programName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Chromium's sandbox refuses to run as root. */
export function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Why no window can be shown here; null when one can. */
export function noScreen(env: NodeJS.ProcessEnv): string | null {
  if (process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null
  return 'there is no screen (DISPLAY is not set)'
}
