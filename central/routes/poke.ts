import { z } from 'zod'
import { notePokeLines } from '../store/devices.ts'
import { notifyWatchers } from '../store/feed.ts'
import type { App, CentralDeps } from './deps.ts'

const HEARTBEAT_MS = 15_000
const OPEN_FOR_MS = 3 * HEARTBEAT_MS
/**
 * What a line waits that broke: each another time, and longer the more there are, up to half a minute (a desk asks by itself as often). All
 * break when central goes, and would come back at one moment.
 */
const retryMs = (lines: number) => Math.round(1000 + Math.random() * Math.min(2000 + 20 * lines, 29_000))

/** A line that says "ask for changes", as server-sent events: `event: poke`. A comment goes over it as a heartbeat. */
export function pokeRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/poke',
    {
      config: { roles: ['agent', 'inbox', 'supervisor', 'administrator'] },
      schema: { querystring: z.strictObject({ device: z.string().min(1).max(40).optional() }) },
    },
    async (request, reply) => {
      const { person, device: signedInAt } = request.signedIn!
      const device = request.query.device ?? signedInAt
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.write(`retry: ${retryMs(deps.pokes.count())}\n: open\n\n`)
      const close = deps.pokes.open({
        person,
        device,
        poke: () => raw.write('event: poke\ndata: {}\n\n'),
        end: () => raw.end(),
      })
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS)
      const note = (openFor: number) =>
        notePokeLines(deps.db, [{ person: person.id, device }], deps.now(), deps.now() + openFor)
          .then(() => (person.role === 'agent' ? notifyWatchers(deps.db, [person.id]) : undefined))
          .catch((error: Error) => request.log.warn({ err: error }, 'could not note a poke line'))
      void note(OPEN_FOR_MS)
      raw.on('close', () => {
        close()
        clearInterval(heartbeat)
        void note(-1)
      })
    },
  )

  // One statement for all lines of this process.
  const renew = setInterval(() => {
    const now = deps.now()
    notePokeLines(deps.db, deps.pokes.devices(), now, now + OPEN_FOR_MS).catch((error: Error) =>
      app.log.warn({ err: error }, 'could not renew the poke lines'),
    )
  }, HEARTBEAT_MS)
  app.addHook('onClose', async () => clearInterval(renew))
  app.addHook('preClose', async () => deps.pokes.endAll())
}
