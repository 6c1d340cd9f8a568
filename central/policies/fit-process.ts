import { type FitTask, proposalOf } from './fit-job.ts'

// A process of its own: fitting takes seconds in which central answers others.
process.once('message', (task: FitTask) => {
  process.send?.(proposalOf(task), () => process.disconnect())
})
