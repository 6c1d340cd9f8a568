import { type CompiledPolicy, compile } from '../../../shared/policy/compile.ts'
import { encodeAll } from '../../../shared/policy/encode-all.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { gatherer } from '../../../shared/policy/gather.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { scoreAll } from '../../../shared/policy/score-all.ts'
import { whatIf } from '../../../shared/policy/what-if.ts'
import type { FromWhatIf, Run, ToWhatIf } from './messages.ts'
import { onScaleOf, spreadOf } from './scale.ts'

/** Leads that are enough to know how widely scores spread. */
const DRAWN = 5000

/**
 * Keeps what policies may ask of the leads, not the leads, and tries drafts on them: the latest one asked for; one that is overtaken is
 * left. The policy in force stays compiled from draft to draft, with all that was worked out under it.
 */
export function whatIfEngine(post: (message: FromWhatIf) => void): (message: ToWhatIf) => void {
  let leads = gatherer()
  let latest = 0
  let kept: { text: string; compiled: CompiledPolicy } | undefined

  function compiledOnce(policy: Policy): CompiledPolicy {
    const text = JSON.stringify(policy)
    if (kept?.text !== text) kept = { text, compiled: compile(policy) }
    return kept.compiled
  }

  async function run({ id, before, after, asOf, economics }: Run): Promise<void> {
    const began = performance.now()
    const [old, now] = [compiledOnce(before), compile(after)]
    const { gathered } = leads
    const some = { from: 0, to: gathered.count, every: Math.max(1, Math.ceil(gathered.count / DRAWN)) }
    const [ofOld, ofNow] = [old, now].map((policy) =>
      spreadOf(scoreAll(policy, encodeAll(policy, gathered, asOf, some)).expected),
    )
    const chance = {
      before: economics.chance.before,
      after: onScaleOf(ofOld!, ofNow!, economics.chance.before),
    }
    const options = { asOf, economics: { ...economics, chance }, random: seeded(1) }
    const work = whatIf(old, now, gathered, options)
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
      if (message.anew) leads = gatherer()
      leads.add(message.leads)
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
