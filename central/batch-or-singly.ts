import { StartOver } from './store/database/retry.ts'

/** How long a row that failed is put off. */
const PUT_OFF_MS = 10 * 60_000

interface DueWork {
  /** What the rows are, for the log. */
  name: string
  /** Works what is due in one transaction, or that row of it alone; true when there may be more. */
  work(only?: string): Promise<boolean>
  /** The ids of the first rows that are due, a batch at most. */
  due(): Promise<string[]>
  batch: number
  /** Moves a row to another time, if it is due still. @param until ISO instant */
  putOff(id: string, until: string): Promise<unknown>
  /** Epoch milliseconds. */
  now: number
  onError(error: Error): void
}

/**
 * Works a batch; where that fails, its rows one by one: those that fail alone are told and put off, the others go on. What is no row's
 * fault (another transaction, a lost connection) is thrown, and nothing put off. True when there may be more.
 */
export async function batchOrSingly(due: DueWork): Promise<boolean> {
  try {
    return await due.work()
  } catch (error) {
    if (isNoRowsFault(error)) throw error
    const ids = await due.due()
    let failed = 0
    for (const id of ids) if (!(await workedAlone(due, id))) failed += 1
    if (failed === 0) due.onError(nameless(`A batch of ${due.name} failed, but no row of it`, error))
    return ids.length === due.batch
  }
}

async function workedAlone({ name, work, putOff, now, onError }: DueWork, id: string): Promise<boolean> {
  try {
    await work(id)
    return true
  } catch (error) {
    if (isNoRowsFault(error)) throw error
    await putOff(id, new Date(now + PUT_OFF_MS).toISOString())
    onError(nameless(`${name} ${id} failed and is put off`, error))
    return false
  }
}

/** Connection (08), rolled back (40), no resources (53), lock not free, server going down; and Node's own of a connection. */
const PASSING = /^(08...|40...|53...|55P03|57P0.|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST.*)$/
const LOST = /^Connection terminated|not queryable|timeout exceeded when trying to connect/

function isNoRowsFault(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (error instanceof StartOver) return true
  return typeof code === 'string' ? PASSING.test(code) : LOST.test(String(message))
}

/** An error with the kind and the place of another, without its words: they may quote a person. */
function nameless(what: string, error: unknown): Error {
  const { name, code, constraint, stack } = error as Error & { code?: string; constraint?: string }
  const kind = [name, code, constraint].filter((part) => part !== undefined).join(' ')
  const told = new Error(`${what}: ${kind}`)
  const place = (stack ?? '').split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
  told.stack = [`Error: ${told.message}`, ...place].join('\n')
  return told
}
