import type { Desk } from '../desk.ts'
import { type Final, takeBack } from './take-back.ts'
import type { Step, UndoLog } from './undo-log.ts'

/**
 * Takes back what was done last, by events that amend it; what somebody else changed since stays. A step that is final is named once, and
 * makes way for the one before it. A second press waits for the first: it means the step before.
 */
export function undoLast(
  desk: Desk,
  log: UndoLog,
  reason: string,
): Promise<{ step: Step; final: Final | null } | null> {
  return log.oneAtATime(async () => {
    const step = log.last()
    if (!step) return null
    const now = (await desk.reader.snapshot(step.leadId))?.lead
    const done = now ? takeBack(step, { desk, now, standIns: log.standIns, reason }) : 'gone'
    if (typeof done === 'string') {
      log.drop(step)
      return { step, final: done }
    }
    await log.quiet.commit(done.map((d) => d.by))
    log.drop(step)
    const after = (await desk.reader.snapshot(step.leadId))?.lead
    if (after) log.standIns.add(done, step.before, after)
    return { step, final: null }
  })
}
