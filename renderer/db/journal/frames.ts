/**
 * Frames of the journal: magic, length, CRC-32, payload. What does not check is damage; the magic lets reading go on behind it,
 * so one torn append costs only itself.
 */
const MAGIC = 0x4c574a31
const HEAD_BYTES = 12

export interface Frames {
  payloads: Uint8Array[]
  /** True when some bytes belong to no whole frame. */
  damaged: boolean
}

export function encodeFrame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEAD_BYTES + payload.length)
  const head = new DataView(frame.buffer)
  head.setUint32(0, MAGIC)
  head.setUint32(4, payload.length)
  head.setUint32(8, crc32(payload))
  frame.set(payload, HEAD_BYTES)
  return frame
}

export function decodeFrames(bytes: Uint8Array): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const payloads: Uint8Array[] = []
  let damaged = false
  for (let at = 0; at < bytes.length; ) {
    const payload = payloadAt(bytes, view, at)
    if (payload) {
      payloads.push(payload)
      at += HEAD_BYTES + payload.length
    } else {
      damaged = true
      at += 1
    }
  }
  return { payloads, damaged }
}

function payloadAt(bytes: Uint8Array, view: DataView, at: number): Uint8Array | null {
  if (at + HEAD_BYTES > bytes.length || view.getUint32(at) !== MAGIC) return null
  const end = at + HEAD_BYTES + view.getUint32(at + 4)
  if (end > bytes.length) return null
  const payload = bytes.subarray(at + HEAD_BYTES, end)
  return crc32(payload) === view.getUint32(at + 8) ? payload : null
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
