import type { FastifyInstance } from 'fastify'
import { Fail } from './fail.ts'

const GRACE_MS = 3000

/**
 * Once the app closes, a request is refused as unavailable, so that a load balancer goes elsewhere; those under way get a moment to
 * finish. The app must leave the refusal to this (`return503OnClosing: false`).
 */
export function registerClosing(app: FastifyInstance): { drain(): Promise<void> } {
  let closing = false
  let underWay = 0
  let finished: (() => void) | null = null
  app.addHook('onRequest', async (_request, reply) => {
    if (closing) throw new Fail('unavailable', 'This server is stopping')
    underWay += 1
    reply.raw.once('close', () => {
      underWay -= 1
      if (underWay === 0) finished?.()
    })
  })
  return {
    async drain() {
      closing = true
      if (underWay === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, GRACE_MS)
        finished = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
}
