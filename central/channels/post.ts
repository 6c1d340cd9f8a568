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
    const answer = await answerOf(target, message.body, {
      method: 'POST',
      headers: headersOf(message),
      agent: false,
      signal: stopped ? AbortSignal.any([limit, stopped]) : limit,
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    })
    return outcomeOf(answer)
  } catch (error) {
    stopped?.throwIfAborted()
    const said = limit.aborted ? `No answer within ${limitMs / 1000} s` : wordsOf(error as Error)
    return { delivered: false, status: null, error: said, retryAfter: null }
  }
}

interface Answer {
  status: number
  retryAfter: string | undefined
}

function answerOf(target: URL, body: string, options: RequestOptions): Promise<Answer> {
  const request = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done, fail) => {
    const sent = request(target, options, (response) => {
      done({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
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

function outcomeOf({ status, retryAfter }: Answer): AttemptOutcome {
  if (status >= 200 && status < 300) return { delivered: true, status, error: null, retryAfter: null }
  const error =
    status >= 300 && status < 400 ? 'It redirects, which is not followed' : `It answered ${status}`
  const asks = BUSY.has(status) && retryAfter !== undefined
  return { delivered: false, status, error, retryAfter: asks ? secondsOf(retryAfter, Date.now()) : null }
}

/** Statuses with which a receiver may say when to come again (RFC 9110, 10.2.3). */
const BUSY = new Set([429, 503])
/** Nobody is waited for longer than a day. */
const LONGEST_S = 86_400

/** Seconds or an HTTP date; null for what is neither. @param now epoch milliseconds, by the real clock */
export function secondsOf(retryAfter: string, now: number): number | null {
  const seconds = /^\s*\d+\s*$/u.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1000
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), LONGEST_S)
}

/** A failed connection to several addresses says nothing itself. */
const wordsOf = (error: Error & { code?: string }): string => error.message || error.code || error.name
