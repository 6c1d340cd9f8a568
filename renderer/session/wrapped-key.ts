import { fromBase64, toBase64 } from '../db/base64.ts'

/** A data key wrapped by a password: PBKDF2-SHA-256 makes the wrapping key. Text that may lie anywhere. */
interface Wrapped {
  iterations: number
  salt: string
  iv: string
  key: string
}

const ITERATIONS = 600_000
const ALGORITHM = { name: 'AES-GCM', length: 256 } as const

/** A new random data key, extractable so that it can be wrapped. */
export const newDataKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey(ALGORITHM, true, ['encrypt', 'decrypt'])

export async function wrapKey(key: CryptoKey, password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const wrapping = await wrappingKey(password, salt, ITERATIONS)
  const bytes = await crypto.subtle.wrapKey('raw', key, wrapping, { name: 'AES-GCM', iv })
  const wrapped: Wrapped = {
    iterations: ITERATIONS,
    salt: toBase64(salt),
    iv: toBase64(iv),
    key: toBase64(new Uint8Array(bytes)),
  }
  return JSON.stringify(wrapped)
}

/** Null when the password is not the one. */
export async function unwrapKey(text: string, password: string): Promise<CryptoKey | null> {
  const wrapped = JSON.parse(text) as Wrapped
  const wrapping = await wrappingKey(password, fromBase64(wrapped.salt), wrapped.iterations)
  try {
    return await crypto.subtle.unwrapKey(
      'raw',
      fromBase64(wrapped.key),
      wrapping,
      { name: 'AES-GCM', iv: fromBase64(wrapped.iv) },
      ALGORITHM,
      true,
      ['encrypt', 'decrypt'],
    )
  } catch (error) {
    if ((error as Error).name === 'OperationError') return null
    throw error
  }
}

async function wrappingKey(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(password.normalize('NFKC'))
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    ALGORITHM,
    false,
    ['wrapKey', 'unwrapKey'],
  )
}

export async function exportKey(key: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', key)))
}

export const importKey = (text: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64(text), ALGORITHM, true, ['encrypt', 'decrypt'])
