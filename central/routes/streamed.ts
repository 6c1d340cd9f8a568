import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { App } from './deps.ts'

/** Routes whose bodies are files: they get the stream as it comes, and nothing of it is held. */
export function streamed(scope: App): App {
  scope.addContentTypeParser(
    ['text/csv', 'text/plain', 'application/octet-stream'],
    (_request, payload, done) => done(null, payload),
  )
  return scope.withTypeProvider<ZodTypeProvider>()
}
