import type { Desk } from './desk.ts'

/** Saves the whole text of a note; the same id again replaces it. */
export async function writeNote(desk: Desk, leadId: string, noteId: string, text: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'note.written', payload: { note: noteId, text } }])
}
