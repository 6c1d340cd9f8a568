/** What the page and its sealing worker say to each other, after the key, which comes first. */
export type SealRequest = { call: number; name: string } & (
  | { op: 'seal'; text: string }
  | { op: 'open'; sealed: Uint8Array; places?: readonly number[] }
)

/** What the worker says first. */
export const READY = 'ready'

export type SealAnswer = { call: number } & (
  | { ok: true; made: Uint8Array<ArrayBuffer> | string }
  | { ok: false; damaged: boolean; message: string }
)
