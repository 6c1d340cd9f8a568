import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from './problems.ts'

/** The page itself; every path of it that is no file is answered with index.html. */
export async function registerStatic(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: dir,
    wildcard: true,
    cacheControl: false,
    setHeaders(response, path) {
      // Built files carry a hash in their names; index.html and the service worker name them, so they are asked for anew.
      const lasting = path.startsWith(join(dir, 'assets'))
      response.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (path.endsWith('sw.js')) response.header('service-worker-allowed', '/')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/')
    const path = request.url.split('?')[0]!
    // A missing script or picture must not come back as a page.
    if (page && !/\.[a-z0-9]+$/i.test(path))
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return notFound(request, reply)
  })
}
