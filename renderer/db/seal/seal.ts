import { DamageError } from '../errors.ts'

/** Seals JSON values with AES-GCM: a fresh IV each, the record's name as additional data, so that rows cannot be swapped. */
export interface Sealer {
  /** @param name 'lead:<id>', 'event:<id>'...: the same is needed to open it. */
  seal(name: string, value: unknown): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects with DamageError when the bytes are damaged, belong to another name or to another key. */
  open<T>(name: string, sealed: Uint8Array): Promise<T>
  /** The same of bytes as they are. */
  sealBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  openBytes(name: string, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** The same of long texts, deflated first. */
  sealText(name: string, text: string): Promise<Uint8Array<ArrayBuffer>>
  openText(name: string, sealed: Uint8Array): Promise<string>
  /** Of a long text that is a JSON list: the items at some places, as one. */
  openItems(name: string, sealed: Uint8Array, places: readonly number[]): Promise<string>
  /** Calls under way, and any that still come, end well. */
  close(): void
}

const IV_BYTES = 12
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function createSealer(key: CryptoKey): Sealer {
  const sealer: Sealer = {
    seal: (name, value) => sealer.sealBytes(name, encoder.encode(JSON.stringify(value))),
    async open<T>(name: string, sealed: Uint8Array) {
      return JSON.parse(decoder.decode(await sealer.openBytes(name, sealed))) as T
    },
    async sealBytes(name, plain) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const body = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: encoder.encode(name) },
        key,
        plain,
      )
      const sealed = new Uint8Array(IV_BYTES + body.byteLength)
      sealed.set(iv)
      sealed.set(new Uint8Array(body), IV_BYTES)
      return sealed
    },
    async openBytes(name, sealed) {
      const bytes = new Uint8Array(sealed)
      const body = await crypto.subtle
        .decrypt(
          { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: encoder.encode(name) },
          key,
          bytes.subarray(IV_BYTES),
        )
        .catch((cause: unknown) => {
          throw new DamageError({}, { cause })
        })
      return new Uint8Array(body)
    },
    async sealText(name, text) {
      return sealer.sealBytes(name, await through(new CompressionStream('deflate-raw'), encoder.encode(text)))
    },
    async openText(name, sealed) {
      const bytes = await sealer.openBytes(name, sealed)
      return decoder.decode(await through(new DecompressionStream('deflate-raw'), bytes))
    },
    async openItems(name, sealed, places) {
      const items = JSON.parse(await sealer.openText(name, sealed)) as unknown[]
      return JSON.stringify(places.map((place) => items[place] ?? null))
    },
    close: () => undefined,
  }
  return sealer
}

async function through(
  { readable, writable }: GenericTransformStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter()
  const [out] = await Promise.all([new Response(readable).arrayBuffer(), writer.write(bytes), writer.close()])
  return new Uint8Array(out)
}
