import type { Lead } from '../../../shared/lead/lead.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { encodeAll } from '../../../shared/policy/encode.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { scoreAll } from '../../../shared/policy/score-all.ts'
import { whatIf } from '../../../shared/policy/what-if.ts'
import type { FromWhatIf, Run, ToWhatIf } from './messages.ts'
import { onScaleOf, spreadOf } from './scale.ts'

/** Leads that are enough to know how widely scores spread. */
const DRAWN = 5000

/** Keeps the leads, and tries drafts on them: the latest one asked for; one that is overtaken is left. */
export function whatIfEngine(post: (message: FromWhatIf) => void): (message: ToWhatIf) => void {
  let leads: Lead[] = []
  let latest = 0

  async function run({ id, before, after, asOf, economics }: Run): Promise<void> {
    const began = performance.now()
    const [old, now] = [compile(before), compile(after)]
    const some = leads.filter((_, i) => i % Math.ceil(leads.length / DRAWN) === 0)
    const [ofOld, ofNow] = [old, now].map((policy) =>
      spreadOf(scoreAll(policy, encodeAll(policy, some, asOf)).expected),
    )
    const chance = {
      before: economics.chance.before,
      after: onScaleOf(ofOld!, ofNow!, economics.chance.before),
    }
    const options = { asOf, economics: { ...economics, chance }, random: seeded(1) }
    const work = whatIf(old, now, leads, options)
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
