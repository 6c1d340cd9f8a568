/** What the page and its journal worker say to each other. */
export type JournalRequest = { call: number } & (
  | { op: 'open'; name: string }
  | { op: 'read' | 'close' }
  | { op: 'append' | 'replace' | 'overwrite' | 'setAside'; bytes: Uint8Array<ArrayBuffer> }
)

export type JournalAnswer = { call: number } & (
  | { ok: true; bytes: Uint8Array<ArrayBuffer> | null }
  | { ok: false; name: string; message: string }
)
