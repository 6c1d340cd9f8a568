import { problem } from '../shared/api/api.ts'
import { centralRunningOn } from './announced.ts'
import { makeDataDir } from './data-dir.ts'

/** What the person can put right: said in one line, without a trace. */
export class Refused extends Error {}

/** A central that a command talks to, as a service. */
export interface Access {
  url: string
  token: string
  close(): Promise<void>
}

/** The central named, else the one that runs on the data folder, else one of our own for as long as the command takes. */
export async function centralFor(url: string | undefined, dataDir: string): Promise<Access> {
  const stay = async () => undefined
  const running = await centralRunningOn(dataDir)
  if (url !== undefined) {
    const token = process.env.LEADWRIGHT_TOKEN ?? (running?.url === url ? running.serviceToken : undefined)
    if (!token) throw new Refused('LEADWRIGHT_TOKEN must hold the service token of that central')
    return { url, token, close: stay }
  }
  if (running) return { url: running.url, token: running.serviceToken, close: stay }
  makeDataDir(dataDir)
  // Most commands meet a central that runs, and need not load one.
  const { startCentral } = await import('../central/start-central.ts')
  const own = await startCentral({ dataDir, port: 0, staticDir: null, databaseUrl: process.env.DATABASE_URL })
  return { url: own.url, token: own.serviceToken, close: () => own.close() }
}

export function call(access: Access, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${access.token}` }
  return fetch(`${access.url}/api/v1${path}`, { ...init, headers })
}

/** The answer's JSON. Throws what central refuses, in its words. */
export async function bodyOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  if (!response.ok) {
    const detail = problem.parse(body).detail ?? `Central answered ${response.status}`
    // What is wrong in the address came from the flag of that name.
    throw new Refused(detail.replace(/^\/querystring\/(\w+): /u, '--$1: '))
  }
  return body
}

/** Runs a command; what goes wrong is one line, and a code other than zero. */
export function runCommand(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${name}: ${told(error)}\n`)
    process.exitCode = 1
  })
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return `it went wrong: ${error}`
  if (error instanceof Refused) return error.message
  // A wrong flag: the first sentence names it, the others are about Node.
  if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS_'))
    return error.message.split('. ')[0] ?? error.message
  return `it went wrong: ${error.message}`
}
