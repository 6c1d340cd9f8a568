import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { clockFrom } from './clock.ts'
import { publicUrlOf } from './links/public-url.ts'
import { mailSettings } from './mail/settings.ts'
import { startCentral } from './start-central.ts'
import type { IngestDeps } from './store/leads/ingest-types.ts'

const HELP = `Leadwright's central service.
  --port N        port on the loopback address (default 4317, or PORT)
  --data DIR      data folder (default .leadwright, or LEADWRIGHT_DATA)
  --static DIR    the built page to serve (default: only the API)
  --public-url U  where people outside reach central, like https://leads.example.com (or PUBLIC_URL): links in mails begin so
  --demo          load the demo campaign when nobody uses this central yet, or finish loading it
  --clock INSTANT what time it is at the start (like 2026-11-24T15:00Z), here and on the desks: for demonstrations and tests
  --new-epoch     say that the data was restored from a backup: devices send again what it lacks
  --log-level L   fatal, error, warn (default), info, debug
DATABASE_URL names a PostgreSQL (15 or later) of your own; without it the one that comes with the program is used.
Mail: SMTP_URL (without it each mail becomes a file in the data folder's outbox), MAIL_FROM, MAIL_DOMAIN, MAIL_POSTAL_ADDRESS,
INBOUND_SMTP_PORT, INBOUND_SMTP_HOST; docs/administration.md says what they are for.`

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      port: { type: 'string', default: process.env.PORT ?? '4317' },
      data: { type: 'string', default: process.env.LEADWRIGHT_DATA ?? '.leadwright' },
      static: { type: 'string' },
      'public-url': { type: 'string', default: process.env.PUBLIC_URL },
      demo: { type: 'boolean', default: false },
      clock: { type: 'string' },
      'new-epoch': { type: 'boolean', default: false },
      'log-level': { type: 'string', default: process.env.LOG_LEVEL ?? 'warn' },
      help: { type: 'boolean', default: false },
    },
  })
  if (flags.help) return void process.stdout.write(`${HELP}\n`)
  const now = flags.clock === undefined ? Date.now : clockFrom(flags.clock)
  const starting = startCentral({
    dataDir: resolve(flags.data),
    port: Number(flags.port),
    databaseUrl: process.env.DATABASE_URL,
    staticDir: flags.static ? resolve(flags.static) : null,
    publicUrl: publicUrlOf(flags['public-url']),
    mail: mailSettings(process.env),
    logLevel: flags['log-level'],
    newEpoch: flags['new-epoch'],
    now,
    prepare: flags.demo ? (store) => loadDemo(store, now()) : undefined,
    onFatal: end,
  })
  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    // Told to stop while it still starts: what was begun is finished first.
    starting.then((central) => central.close()).then(() => process.exit(0), end)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  // A parent process says 'stop' where there are no signals; without its parent, central ends too.
  process.on('message', (message) => message === 'stop' && close())
  process.on('disconnect', close)
  const { url } = await starting
  if (!closing) process.stdout.write(`central ${url}\n`)
}

/** Loaded only when asked for: the demo brings its generators with it. */
async function loadDemo(store: IngestDeps, now: number) {
  const { demoUnlessUsed } = await import('./demo/load-demo.ts')
  return demoUnlessUsed(store, now)
}

function end(error: unknown): void {
  process.stderr.write(`central: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

main().catch(end)
