/** How the bytes of a file become text: told by a byte-order mark, else by what the bytes can be. */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'

/** What no table begins with, by its first bytes. */
const FOREIGN: [name: string, bytes: number[]][] = [
  ['an Excel workbook or another zip archive; save it as CSV', [0x50, 0x4b, 3, 4]],
  ['an old Excel workbook; save it as CSV', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
]

/** Why these first bytes begin no table of text; null when they may. */
export function foreignKind(head: Uint8Array): string | null {
  const found = FOREIGN.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte))
  return found ? found[0] : null
}

/** The encoding that the first bytes of a file speak for; null: binary. */
export function encodingOf(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'UTF-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE'
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE'
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]! += 1
  const [even = 0, odd = 0] = zeros
  if (even + odd > 0) {
    const half = head.length / 2
    if (odd > half * 0.4 && even < half * 0.05) return 'UTF-16LE'
    if (even > half * 0.4 && odd < half * 0.05) return 'UTF-16BE'
  }
  if (head.filter(isControl).length > head.length * 0.01) return null
  const { good, bad } = sequences(head)
  return bad > good ? 'Windows-1252' : 'UTF-8'
}

/** Bytes that stand in no text but by damage. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32)

/** Well-formed sequences of several bytes, and bytes that are part of none. One that the end cuts off counts as neither. */
function sequences(bytes: Uint8Array): { good: number; bad: number } {
  let [good, bad] = [0, 0]
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!
    const length = lengthOf(byte)
    if (length === 1) {
      i += 1
      continue
    }
    const rest = bytes.subarray(i + 1, i + length)
    if (length > 1 && rest.every((b) => (b & 0xc0) === 0x80)) {
      if (rest.length === length - 1) good += 1
      i += length
    } else {
      bad += 1
      i += 1
    }
  }
  return { good, bad }
}

/** Bytes of the UTF-8 sequence that starts with this byte; 0: none does. */
const lengthOf = (byte: number): number =>
  byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0

export interface Decoder {
  readonly encoding: Encoding
  decode(bytes: Uint8Array): string
  end(): string
}

/** A decoder over chunks. What was plain ASCII so far and then is no UTF-8 turns out to be Windows-1252. */
export function decoder(encoding: Encoding): Decoder {
  if (encoding === 'UTF-8') return utf8Decoder()
  if (encoding === 'Windows-1252') return { encoding, decode: windows1252, end: () => '' }
  const text = new TextDecoder(encoding)
  return { encoding, decode: (bytes) => text.decode(bytes, { stream: true }), end: () => text.decode() }
}

function utf8Decoder(): Decoder {
  const lenient = new TextDecoder('utf-8')
  let encoding: Encoding = 'UTF-8'
  let ascii = true
  return {
    get encoding() {
      return encoding
    },
    decode(bytes) {
      if (encoding === 'Windows-1252') return windows1252(bytes)
      const first = ascii ? bytes.findIndex((byte) => byte > 0x7f) : -1
      if (ascii && first >= 0) {
        const { good, bad } = sequences(bytes)
        if (bad > good) {
          encoding = 'Windows-1252'
          return windows1252(bytes)
        }
        ascii = false
      }
      return lenient.decode(bytes, { stream: true })
    },
    end: () => (encoding === 'UTF-8' ? lenient.decode() : ''),
  }
}

/** 0x80 to 0x9f; the platform's own decoder reads them as control characters. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\u0080-\u009f]/gu, (c) => HIGH.charAt(c.charCodeAt(0) - 0x80))
}
