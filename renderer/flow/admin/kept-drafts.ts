import { z } from 'zod'

const kept = z.record(
  z.string(),
  z.object({ value: z.unknown(), name: z.string(), of: z.string() }).required({ value: true }),
)
export type KeptDrafts = z.infer<typeof kept>

/** What names somebody who asks to be erased is not kept. */
const NOT_KEPT = ['erasure|']

const keyOf = (person: string) => `leadwright:admin-drafts:${person}`

/** What this person entered in the administration on this machine and neither saved nor discarded. No lead's data, no secrets. */
export function keptDrafts(storage: Storage, person: string): KeptDrafts {
  const text = storage.getItem(keyOf(person))
  if (text === null) return {}
  try {
    const read = kept.safeParse(JSON.parse(text))
    return read.success ? read.data : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Throws when the machine's storage takes no more. */
export function keepDrafts(storage: Storage, person: string, drafts: KeptDrafts): void {
  const some = Object.entries(drafts).filter(([key]) => !NOT_KEPT.some((place) => key.startsWith(place)))
  if (some.length === 0) storage.removeItem(keyOf(person))
  else storage.setItem(keyOf(person), JSON.stringify(Object.fromEntries(some)))
}

/** The device may no longer be used. */
export const forgetDrafts = (storage: Storage, person: string): void => storage.removeItem(keyOf(person))
