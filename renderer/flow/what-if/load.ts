import type { Desk } from '../desk.ts'
import type { ToWhatIf } from './messages.ts'

/** Leads that are read at once; a frame of the screen passes between two parts. */
const PART = 100

/**
 * Hands a campaign's leads on this machine, but for closed ones, to whoever tries drafts on them.
 * @param tell how many of how many were handed over
 * @returns how many there are; stops early when it is aborted
 */
export async function handLeadsOver(
  { reader }: Desk,
  campaign: string,
  post: (message: ToWhatIf) => void,
  tell: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const ids = reader
    .rows()
    .filter((r) => r.campaign === campaign && r.stage !== 'closed')
    .map((r) => r.id)
  post({ kind: 'leads', anew: true, leads: [] })
  let handed = 0
  for (let from = 0; from < ids.length && !signal.aborted; from += PART) {
    const found = await Promise.all(ids.slice(from, from + PART).map((id) => reader.snapshot(id)))
    if (signal.aborted) break
    const leads = found.flatMap((s) => (s ? [s.lead] : []))
    post({ kind: 'leads', anew: false, leads })
    handed += leads.length
    tell(handed, ids.length)
    await new Promise((drawn) => setTimeout(drawn))
  }
  return handed
}
