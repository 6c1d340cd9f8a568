import { execFileSync } from 'node:child_process'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { findChromium } from '../../setup/chromium.ts'

/** Where and when the figures were taken, in one line. */
export async function machineLine(): Promise<string> {
  const cores = cpus()
  const { path, env } = await findChromium()
  const chromium = execFileSync(path, ['--version', '--no-sandbox'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return [
    `${cores.length} cores of ${cores[0]?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    chromium.trim(),
    `load ${loadavg()[0]!.toFixed(1)} before the run`,
    `${new Date().toISOString().slice(0, 10)}`,
  ].join(', ')
}
