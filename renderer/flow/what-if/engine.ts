import type { Lead } from '../../../shared/lead/lead.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { whatIf } from '../../../shared/policy/what-if.ts'
import type { FromWhatIf, Run, ToWhatIf } from './messages.ts'

/** Keeps the leads, and tries drafts on them: the latest one asked for; one that is overtaken is left. */
export function whatIfEngine(post: (message: FromWhatIf) => void): (message: ToWhatIf) => void {
  let leads: Lead[] = []
  let latest = 0

  async function run({ id, before, after, asOf, economics }: Run): Promise<void> {
    const began = performance.now()
    const work = whatIf(compile(before), compile(after), leads, { asOf, economics, random: seeded(1) })
    let step = work.next()
    while (!step.done) {
      post({ kind: 'progress', id, ...step.value })
      // A later message is heard between two chunks.
      await new Promise((heard) => setTimeout(heard))
      if (latest !== id) return
      step = work.next()
    }
    post({ kind: 'done', id, result: step.value, ms: performance.now() - began })
  }

  return (message) => {
    if (message.kind === 'leads') {
      latest = 0
      leads = message.anew ? message.leads : leads.concat(message.leads)
      return
    }
    latest = message.id
    run(message).catch((error: unknown) =>
      post({
        kind: 'failed',
        id: message.id,
        message: error instanceof Error ? error.message : String(error),
      }),
    )
  }
}
