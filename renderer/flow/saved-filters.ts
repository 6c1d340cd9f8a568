import { z } from 'zod'
import { ROUTES } from '../../shared/lead/route.ts'
import { ANY, CALLBACK, DUE, type QueueFilter, THERE } from './queue-filter.ts'

/** A filter under a name that the person gave it; one of the usual ones has its name in the texts. */
export interface SavedFilter {
  id: string
  name: string
  filter: QueueFilter
}

/** Digits choose them. */
export const MOST_FILTERS = 9

export const USUAL = ['needInfo', 'high', 'callbacks'] as const
export type UsualFilter = (typeof USUAL)[number]

const FIRST: readonly SavedFilter[] = [
  { id: 'needInfo', name: '', filter: { ...ANY, routes: ['needInfo'] } },
  { id: 'high', name: '', filter: { ...ANY, routes: ['high'] } },
  { id: 'callbacks', name: '', filter: { ...ANY, callback: 'only' } },
]

const kept = z.array(
  z.object({
    id: z.string().min(1).max(60),
    name: z.string().max(40),
    filter: z.object({
      routes: z.array(z.enum(ROUTES)),
      due: z.enum(DUE),
      callback: z.enum(CALLBACK),
      there: z.enum(THERE),
      campaign: z.string().nullable(),
    }),
  }),
)

const keyOf = (person: string) => `leadwright:queue-filters:${person}`

/** The filter that was put together and not saved under a name. */
export const UNNAMED = 'unnamed'

/** A person's filters on this machine, in their order; the usual three where there are none. They hold no lead's data. */
export interface Filters {
  /** The same array until something changes. */
  all(): readonly SavedFilter[]
  /** In the place of the one with its id, else at the end. The one without a name is not kept. */
  put(filter: SavedFilter): void
  remove(id: string): void
  subscribe(listener: () => void): () => void
}

export function createFilters(storage: Storage, person: string): Filters {
  let filters = readFilters(storage.getItem(keyOf(person)))
  const listeners = new Set<() => void>()
  const set = (next: readonly SavedFilter[]) => {
    filters = next
    storage.setItem(keyOf(person), JSON.stringify(next.filter((f) => f.id !== UNNAMED)))
    for (const listener of listeners) listener()
  }
  return {
    all: () => filters,
    put: (f) =>
      set(filters.some((x) => x.id === f.id) ? filters.map((x) => (x.id === f.id ? f : x)) : [...filters, f]),
    remove: (id) => set(filters.filter((f) => f.id !== id)),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function readFilters(text: string | null): readonly SavedFilter[] {
  if (text === null) return FIRST
  try {
    const read = kept.safeParse(JSON.parse(text))
    return read.success ? read.data.slice(0, MOST_FILTERS) : FIRST
  } catch (error) {
    if (error instanceof SyntaxError) return FIRST
    throw error
  }
}

/** The device may no longer be used. */
export const forgetFilters = (storage: Storage, person: string): void => storage.removeItem(keyOf(person))
