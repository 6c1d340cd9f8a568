/** What one frame of the journal says. */
export type JournalRecord =
  /** Whose journal it is; not secret (the data key in it is wrapped by the person's password). */
  | { kind: 'header'; header: JournalHeader }
  /** An event, sealed under 'event:<id>'. Its id stands outside, so that a start unseals only what it misses. */
  | { kind: 'event'; id: string; sealed: Uint8Array }
  /** These events need nothing any more: acknowledged, given up, or never shown as saved. */
  | { kind: 'settled'; ids: readonly string[] }
  /** Always as long, and the first: what was called not saved, and could not be taken back from the database for want of room. */
  | { kind: 'refused'; ids: readonly string[] }

export interface JournalHeader {
  personId: string
  deviceId: string
  wrappedKey: string | null
}

const KINDS = ['header', 'event', 'settled', 'refused'] as const
const ID_BYTES = 36
/** Of some hundred ids. */
const REFUSED_BYTES = 4000
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function encodeRecord(record: JournalRecord): Uint8Array {
  if (record.kind === 'event')
    return join(record.kind, new Uint8Array([...encoder.encode(record.id), ...record.sealed]))
  const text = JSON.stringify(record.kind === 'header' ? record.header : record.ids)
  if (record.kind !== 'refused') return join(record.kind, encoder.encode(text))
  if (text.length > REFUSED_BYTES)
    throw new RangeError('too many events at once to be refused in the journal')
  return join(record.kind, encoder.encode(text.padEnd(REFUSED_BYTES)))
}

/** Null for a kind that this version does not know. */
export function decodeRecord(payload: Uint8Array): JournalRecord | null {
  const kind = KINDS[payload[0] ?? 255]
  const body = payload.subarray(1)
  if (kind === 'event')
    return { kind, id: decoder.decode(body.subarray(0, ID_BYTES)), sealed: body.subarray(ID_BYTES) }
  if (kind === 'header') return { kind, header: JSON.parse(decoder.decode(body)) as JournalHeader }
  if (kind === 'settled' || kind === 'refused')
    return { kind, ids: JSON.parse(decoder.decode(body)) as string[] }
  return null
}

function join(kind: (typeof KINDS)[number], body: Uint8Array): Uint8Array {
  const payload = new Uint8Array(1 + body.length)
  payload[0] = KINDS.indexOf(kind)
  payload.set(body, 1)
  return payload
}
