import { SaveError } from './errors.ts'

/** What the storage itself may reject with: as Dexie and the browser call it, and the system's own words for a full disk to the desktop program. */
const FULL = /\b(ENOSPC|EDQUOT|EFBIG|FILE_ERROR_NO_SPACE)\b/
const LOST = new Set([
  'AbortError',
  'DatabaseClosedError',
  'InvalidStateError',
  'OpenFailedError',
  'UnknownError',
])

interface Cause {
  name?: string
  message?: string
  inner?: Cause
  /** Of many written at once. */
  failures?: Cause[]
}

export const notSaved = (causes: readonly unknown[]): SaveError =>
  new SaveError(whyNotStored(causes[0]), { cause: new AggregateError(causes) })

/** The database was not reached, or let go in the middle: Chromium closes it when its disk is full. */
export const isLost = (cause: unknown): boolean => namesOf(cause as Cause).some((name) => LOST.has(name))

export const isFull = (cause: unknown): boolean =>
  namesOf(cause as Cause).includes('QuotaExceededError') || FULL.test((cause as Cause).message ?? '')

/** In a sentence that a person can act on. */
export function whyNotStored(cause: unknown): string {
  if (cause instanceof SaveError) return cause.reason
  const error = cause as Cause
  if (isFull(error)) return 'this machine has no room left for it.'
  if (isLost(error))
    return 'this machine’s storage did not take it. Its disk may be full: there may be no room left.'
  return error.message ?? String(cause)
}

const namesOf = ({ name = '', inner, failures = [] }: Cause): string[] => [
  name,
  ...[...(inner ? [inner] : []), ...failures].flatMap(namesOf),
]
