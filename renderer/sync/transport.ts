import type { z } from 'zod'
import { problem } from '../../shared/api/api.ts'
import { FAULTS, type FaultKind } from '../../shared/sync/faults.ts'
import { FaultError } from '../db/errors.ts'

/** Central's REST service, always of the page's own origin; paths are relative to /api/v1, as in 'queues'. */
export interface Api {
  /** Rejects with FaultError. A Blob is sent as it is, anything else as JSON. */
  request<T>(call: ApiCall<T>): Promise<T>
  /** The address of a path, for a download link. */
  url(path: string): string
}

export interface ApiCall<T> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Of the answer; leave out where none is expected. */
  schema?: z.ZodType<T>
  body?: unknown
  contentType?: string
  signal?: AbortSignal
  /** Milliseconds; 0: none. */
  timeout?: number
}

const TIMEOUT_MS = 15_000
const BASE = '/api/v1/'

export function createApi(fetch: typeof globalThis.fetch): Api {
  return {
    url: (path) => BASE + path,
    async request<T>(call: ApiCall<T>) {
      const answer = await ask(fetch, call)
      if (!answer.ok) throw await faultOf(answer)
      if (!call.schema) return undefined as T
      const parsed = call.schema.safeParse(await json(answer))
      if (parsed.success) return parsed.data
      throw new FaultError(
        { kind: 'protocol', message: `Central's answer to ${call.path} is of another version.` },
        { cause: parsed.error },
      )
    },
  }
}

async function ask<T>(fetch: typeof globalThis.fetch, call: ApiCall<T>): Promise<Response> {
  const { method, path, body, contentType, timeout = TIMEOUT_MS } = call
  const signals = [call.signal, timeout > 0 ? AbortSignal.timeout(timeout) : undefined].filter(
    (s) => s !== undefined,
  )
  const raw = body instanceof Blob
  try {
    return await fetch(BASE + path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any(signals),
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': contentType ?? (raw ? 'application/octet-stream' : 'application/json') }),
      },
    })
  } catch (cause) {
    throw unreached(cause)
  }
}

const unreached = (cause: unknown) =>
  new FaultError({ kind: 'unavailable', message: 'Central is not reached.' }, { unreached: true, cause })

/** An answer that breaks off is no answer. */
async function json(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch (cause) {
    throw unreached(cause)
  }
}

async function faultOf(answer: Response): Promise<FaultError> {
  // A proxy's error page is no problem+json: then the status says what kind of fault it is.
  const body: unknown = await answer.json().catch(() => null)
  const parsed = problem.safeParse(body)
  const named = parsed.data?.type.split(':').at(-1) ?? ''
  const kind = named in FAULTS ? (named as FaultKind) : kindOfStatus(answer.status)
  const message = parsed.data?.detail ?? parsed.data?.title ?? `Central answered ${answer.status}.`
  return new FaultError(
    { kind, message },
    { unreached: answer.status === 503 && !(named in FAULTS), errors: parsed.data?.errors },
  )
}

function kindOfStatus(status: number): FaultKind {
  const kinds = Object.keys(FAULTS) as FaultKind[]
  return kinds.find((k) => FAULTS[k].status === status) ?? (status >= 500 ? 'unavailable' : 'malformed')
}
