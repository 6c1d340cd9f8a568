import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A text is prepared from then on: what comes once in a while is not worth its memory in every connection. */
const OFTEN = 10
const MAX_PREPARED = 500
const MAX_COUNTED = 5000

/** Begin, commit and their like are not planned: they go the shortest way. */
const isPlanned = (text: string, values: unknown[]) => values.length > 0 || /^\s*(select|with)\b/i.test(text)

/**
 * Makes the statements that come often prepared ones: planning costs the server more than most of them do themselves (measured: half of
 * what it does for a hand-off). For the connections of one pool; each is told of once.
 */
export function preparing(): (client: pg.ClientBase) => void {
  const counts = new Map<string, number>()
  const names = new Map<string, string>()

  function nameFor(text: string): string | undefined {
    const known = names.get(text)
    if (known !== undefined || names.size >= MAX_PREPARED) return known
    if (counts.size >= MAX_COUNTED) counts.clear()
    const count = (counts.get(text) ?? 0) + 1
    counts.set(text, count)
    if (count < OFTEN) return undefined
    const name = `s${createHash('sha256').update(text).digest('hex').slice(0, 40)}`
    names.set(text, name)
    counts.delete(text)
    return name
  }

  return (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const prepared = (...args: unknown[]) => {
      const [text, values] = args
      if (args.length !== 2 || typeof text !== 'string' || !Array.isArray(values) || !isPlanned(text, values))
        return query(...args)
      const name = nameFor(text)
      return query(name === undefined ? { text, values } : { name, text, values })
    }
    client.query = prepared as typeof client.query
  }
}
