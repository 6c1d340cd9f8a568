import type { Lead } from '../../../shared/lead/lead.ts'
import type { Draft } from '../../db/draft.ts'
import type { Transactor } from '../../db/ports.ts'
import { createSerial, type Serial } from '../../db/serial.ts'
import type { Desk } from '../desk.ts'
import { createStandIns, type StandIns } from './stand-ins.ts'

/** Something this person did: what was written for one lead, and the lead before and after it. */
export interface Step {
  leadId: string
  drafts: readonly Draft[]
  /** null: the lead was not here. */
  before: Lead | null
  after: Lead
}

/** What was done since the desk was opened, the last step at the end. In memory only. */
export interface UndoLog {
  last(): Step | undefined
  drop(step: Step): void
  oneAtATime: Serial
  standIns: StandIns
  /** Writes what is no step of its own: what takes one back. */
  quiet: Transactor
}

const LONGEST = 50

/**
 * A desk whose writes are remembered, so that they can be taken back. An outcome makes what was done to its lead before it final; a note
 * is one step, however often it is saved while it is typed.
 */
export function remembering(desk: Desk): { desk: Desk; log: UndoLog } {
  let steps: Step[] = []
  // Merged leads are one, whichever of them something was done to.
  const wholeOf = (id: string) => desk.reader.row(id)?.id ?? id
  const remember = (step: Step) => {
    const last = steps.at(-1)
    if (last && noteOf(last) !== null && noteOf(last) === noteOf(step))
      steps[steps.length - 1] = { ...step, before: last.before }
    else if (step.drafts.some((d) => d.type === 'call.finished'))
      steps = [...steps.filter((s) => wholeOf(s.leadId) !== wholeOf(step.leadId)), step]
    else steps = [...steps, step].slice(-LONGEST)
  }
  const commit = async (drafts: readonly Draft[]) => {
    const [first] = drafts
    const before = first ? await desk.reader.snapshot(first.leadId) : null
    await desk.transactor.commit(drafts)
    const after = first ? await desk.reader.snapshot(first.leadId) : null
    // Of work on many leads at once each screen has its own way back.
    if (first && after && drafts.every((d) => wholeOf(d.leadId) === wholeOf(first.leadId)))
      remember({ leadId: first.leadId, drafts, before: before?.lead ?? null, after: after.lead })
  }
  return {
    desk: { ...desk, transactor: { ...desk.transactor, commit } },
    log: {
      quiet: desk.transactor,
      last: () => steps.at(-1),
      drop(step) {
        steps = steps.filter((s) => s !== step)
      },
      oneAtATime: createSerial(),
      standIns: createStandIns(),
    },
  }
}

/** The note that a step wrote; null where it did anything else. */
const noteOf = ({ drafts: [only, ...more] }: Step): string | null =>
  only?.type === 'note.written' && more.length === 0 ? only.payload.note : null
