import { inSlices } from '../../db/memory/slices.ts'
import type { Desk } from '../desk.ts'
import type { ToWhatIf } from './messages.ts'

/**
 * Hands a campaign's leads on this machine, but for closed ones, to whoever tries drafts on them; a frame of the screen passes between
 * two portions.
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
  const ids: string[] = []
  const turn = inSlices()
  for (const piece of reader.list().pieces) {
    await turn()
    for (const r of piece) if (r.campaign === campaign && r.stage !== 'closed') ids.push(r.id)
  }
  post({ kind: 'leads', anew: true, leads: [] })
  let handed = 0
  tell(handed, ids.length)
  for await (const some of reader.snapshots(ids)) {
    if (signal.aborted) break
    post({ kind: 'leads', anew: false, leads: some.map((s) => s.lead) })
    handed += some.length
    tell(handed, ids.length)
    await new Promise((drawn) => setTimeout(drawn))
  }
  return handed
}
