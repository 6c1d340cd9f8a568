import { CallbackClosed, CallForbidden, FieldsMissing } from '../../../renderer/flow/refusals.ts'

const SAID = [/no longer on this machine/, /has no outcome/]

/** What a flow says to a person instead of doing what was asked. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof CallForbidden ||
  error instanceof CallbackClosed ||
  error instanceof FieldsMissing ||
  (error instanceof Error && SAID.some((words) => words.test(error.message)))

/** What a disk without room says. */
export const diskFull = (): DOMException =>
  new DOMException('the simulated disk is full', 'QuotaExceededError')

export const isStorageFault = (error: unknown): boolean =>
  error instanceof Error &&
  /simulated disk/.test(`${error.message} ${(error as { inner?: Error }).inner?.message}`)
