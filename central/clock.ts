import { z } from 'zod'

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])

/**
 * A clock that shows `text` (ISO, with its zone: '2026-11-24T15:00Z') at this moment and runs on from there; epoch milliseconds. Throws an
 * Error with a message for the person.
 */
export function clockFrom(text: string): () => number {
  if (!instant.safeParse(text).success)
    throw new Error(`--clock ${text} is no instant: write it like 2026-11-24T15:00Z`)
  const ahead = Date.parse(text) - Date.now()
  return () => Date.now() + ahead
}
