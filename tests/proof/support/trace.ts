import { createHash } from 'node:crypto'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What happened in a run, as one hash. Ids count by the order in which they first came: some are central's own. */
export interface Trace {
  note(...words: (string | number)[]): void
  hash(): string
}

export function createTrace(): Trace {
  const hash = createHash('sha256')
  const names = new Map<string, string>()
  const named = (id: string) => {
    const known = names.get(id) ?? `#${names.size}`
    names.set(id, known)
    return known
  }
  return {
    note(...words) {
      hash.update(`${words.join(' ').replace(UUID, named)}\n`)
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
  }
}
