import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build/build.ts'
import { findElectron } from './electron-binary.ts'
import { projectRoot } from './project-root.ts'

const HELP = `npm run package [-- options]: builds the desktop application into release/.

  --electron DIR         the folder of an Electron for this system; else the installed one
  --electron-version V   its version; else what its file "version" says
  --help                 this text

Makes the unpacked folder for this system. Installers: npx electron-builder --win, --mac or --linux.
`

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      electron: { type: 'string' },
      'electron-version': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const { dist, version } = electronDist(values.electron, values['electron-version'])
  await build(projectRoot, console.log, ['renderer', 'desktop-shell'])
  const builder = join(projectRoot, 'node_modules/electron-builder/cli.js')
  const platform = { darwin: '--mac', win32: '--win' }[process.platform as string] ?? '--linux'
  const args = [platform, 'dir', `-c.electronDist=${dist}`, `-c.electronVersion=${version}`]
  const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: projectRoot, stdio: 'inherit' })
  if (status !== 0) throw new Error('electron-builder failed')
}

/** An Electron that is there: packaging never downloads one. */
function electronDist(given: string | undefined, version: string | undefined) {
  const dist = given
    ? resolve(given)
    : process.env.ELECTRON_OVERRIDE_DIST_PATH || join(projectRoot, 'node_modules/electron/dist')
  if (!findElectron(projectRoot, { ELECTRON_OVERRIDE_DIST_PATH: dist })) {
    throw new Error(
      `No Electron in ${dist}: name a folder with --electron DIR, or run node node_modules/electron/install.js`,
    )
  }
  const versionFile = join(dist, 'version')
  const found = version ?? (existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : null)
  if (!found) throw new Error(`Which version is the Electron in ${dist}? Say it with --electron-version V`)
  return { dist, version: found.replace(/^v/, '') }
}
