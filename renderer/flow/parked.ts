import type { Desk } from './desk.ts'

/** Sends refused events again. */
export const retryParked = (desk: Desk, ids: readonly string[]): Promise<void> =>
  desk.transactor.retryParked(ids)

/** Gives refused events up. */
export const dismissParked = (desk: Desk, ids: readonly string[]): Promise<void> =>
  desk.transactor.dismissParked(ids)

/** All refused events with their reasons, as JSON text to save. */
export async function exportParked(desk: Desk): Promise<string> {
  return JSON.stringify(await desk.reader.parked(), null, 2)
}
