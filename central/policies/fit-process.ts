import { proposalOf } from './fit-job.ts'

// A process of its own: fitting takes seconds in which central answers others.
process.once(
  'message',
  ({
    policy,
    leads,
  }: {
    policy: Parameters<typeof proposalOf>[0]
    leads: Parameters<typeof proposalOf>[1]
  }) => {
    process.send?.(proposalOf(policy, leads), () => process.disconnect())
  },
)
