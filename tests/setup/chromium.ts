import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const SYSTEM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Without these a Chromium in a closed network looks for its maker's hosts. */
export const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

interface Found {
  path: string
  env: Record<string, string>
}

/** A real Chromium: the system's, else the one that an npm package ships (Linux x64). Throws where there is neither. */
export async function findChromium(): Promise<Found> {
  const system = SYSTEM.find((path) => path && existsSync(path))
  if (system) return { path: system, env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no Chromium on this machine: install Chrome or Chromium, or name one in CHROMIUM_PATH')
  }
  return packaged()
}

/** The path of a Chromium, or null with the reason printed: tests that need one are skipped then, but on a build server they fail. */
export async function chromiumOrReason(): Promise<string | null> {
  try {
    return (await findChromium()).path
  } catch (error) {
    if (process.env.LEADWRIGHT_REQUIRE_BROWSERS) throw error
    console.log(`skipped: ${error instanceof Error ? error.message : error}`)
    return null
  }
}

async function packaged(): Promise<Found> {
  // The package unpacks to the temporary folder, readable by one user only: each user gets a folder of its own.
  const before = process.env.TMPDIR
  const folder = join(tmpdir(), `leadwright-chromium-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder
  try {
    const { default: pack } = await import('@sparticuz/chromium')
    const path = await pack.executablePath()
    const env: Record<string, string> = { FONTCONFIG_PATH: join(folder, 'fonts') }
    if (existsSync('/etc/fonts/fonts.conf')) delete env.FONTCONFIG_PATH
    if (missesLibraries(path)) env.LD_LIBRARY_PATH = await unpackLibraries(folder)
    return { path, env }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

function missesLibraries(path: string): boolean {
  return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found')
}

/** The package carries the libraries that a bare Linux lacks, but unpacks them by itself only in a certain cloud. */
async function unpackLibraries(folder: string): Promise<string> {
  const archive = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br')
  const target = join(folder, 'al2023')
  if (!existsSync(target)) {
    const { brotliDecompressSync } = await import('node:zlib')
    const { readFileSync } = await import('node:fs')
    mkdirSync(target, { recursive: true })
    execFileSync('tar', ['x', '-C', target], { input: brotliDecompressSync(readFileSync(archive)) })
  }
  return join(target, 'lib')
}

/** Opens a browser on a profile folder that survives the browser. */
export async function openBrowser(
  profile: string,
  options: { width?: number; height?: number; dark?: boolean } = {},
): Promise<BrowserContext> {
  const { path, env } = await findChromium()
  return chromium.launchPersistentContext(profile, {
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...env },
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    args: [...CHROMIUM_ARGS],
  })
}
