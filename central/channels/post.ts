import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Webhook } from 'standardwebhooks'
import type { AttemptOutcome } from '../../shared/api/channels.ts'
import { publicLookup, refusePrivateHost } from './public-address.ts'

export interface Message {
  /** The same for each attempt. */
  id: string
  body: string
  /** Each signs: a receiver may know any of them. */
  secrets: readonly string[]
  /** Signed too: receivers refuse what is far from their present. */
  at: Date
}

export interface Target {
  url: string
  allowPrivate: boolean
}

/** Sends a signed message once. Every answer and every fault is an outcome; it throws only when `stopped` breaks it off. */
export async function post(
  { url, allowPrivate }: Target,
  message: Message,
  limitMs: number,
  stopped?: AbortSignal,
): Promise<AttemptOutcome> {
  const limit = AbortSignal.timeout(limitMs)
  try {
    const target = new URL(url)
    if (!allowPrivate) refusePrivateHost(target)
    const status = await statusOf(target, message.body, {
      method: 'POST',
      headers: headersOf(message),
      agent: false,
      signal: stopped ? AbortSignal.any([limit, stopped]) : limit,
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    })
    return outcomeOf(status)
  } catch (error) {
    stopped?.throwIfAborted()
    const said = limit.aborted ? `No answer within ${limitMs / 1000} s` : wordsOf(error as Error)
    return { delivered: false, status: null, error: said }
  }
}

function statusOf(target: URL, body: string, options: RequestOptions): Promise<number> {
  const request = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done, fail) => {
    const sent = request(target, options, (response) => {
      done(response.statusCode ?? 0)
      // What it says beyond the status is of no use, and may never end.
      response.destroy()
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

function headersOf({ id, body, secrets, at }: Message): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Leadwright',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  }
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { delivered: true, status, error: null }
  const error =
    status >= 300 && status < 400 ? 'It redirects, which is not followed' : `It answered ${status}`
  return { delivered: false, status, error }
}

/** A failed connection to several addresses says nothing itself. */
const wordsOf = (error: Error & { code?: string }): string => error.message || error.code || error.name
