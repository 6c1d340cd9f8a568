import { type Logger, pino } from 'pino'

/** Logs say what happened and where, and nothing of a person: no bodies, no query strings, no signed links, no values out of the database's messages. */
export function centralLogger(level: string): Logger {
  return pino({
    level,
    serializers: {
      err: (error: (Error & { code?: string }) | null) =>
        error && { type: error.name, code: error.code, message: withoutValues(error), stack: places(error) },
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        url: request.url.split('?')[0]!.replace(/^(\/l\/[^/]*).*/, '$1'),
      }),
    },
  })
}

/** PostgreSQL quotes the value it could not take after a colon. */
const withoutValues = (error: Error): string =>
  'severity' in error ? error.message.split(': ')[0]! : error.message

const places = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
