import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Links } from './links.ts'

/** Longer ones are not ours. */
export const MAX_TOKEN = 2000
/** Of an address: with the id of a mail it must stay below the 64 characters that a mailbox's name may have. */
const SHORT = 16

const sealed = z.strictObject({ d: z.record(z.string(), z.unknown()), e: z.number().optional() })

/**
 * A token is `<data>.<signature>`, both base64url; the signature is HMAC-SHA256 over the kind and the data, the expiry being part of the data.
 * @param key 32 bytes that all centrals share
 * @param publicUrl where people outside reach central; without a slash at its end
 */
export function signedLinks(key: Buffer, publicUrl: () => string): Links {
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest()
  const short = (purpose: string, text: string) =>
    mac(`short ${purpose}`, text).toString('hex').slice(0, SHORT)
  return {
    url(kind, data, expires) {
      const body = Buffer.from(
        JSON.stringify({ d: data, ...(expires === undefined ? {} : { e: expires }) }),
      ).toString('base64url')
      return `${publicUrl()}/l/${kind}/${body}.${mac(`link ${kind}`, body).toString('base64url')}`
    },
    read(kind, token, now) {
      const [body, signature, rest] = token.length > MAX_TOKEN ? [] : token.split('.')
      if (!body || signature === undefined || rest !== undefined) return null
      if (!isEqual(Buffer.from(signature, 'base64url'), mac(`link ${kind}`, body))) return null
      const { d, e } = sealed.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
      return e !== undefined && e <= now ? null : d
    },
    sign: short,
    isSigned: (purpose, text, signature) =>
      isEqual(Buffer.from(signature), Buffer.from(short(purpose, text))),
  }
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
