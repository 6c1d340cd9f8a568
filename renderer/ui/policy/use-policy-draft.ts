import { useCallback, useMemo, useState } from 'react'
import { compile } from '../../../shared/policy/compile.ts'
import { parsePolicy } from '../../../shared/policy/parse-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { PolicyError, type PolicyProblem } from '../../../shared/policy/policy-error.ts'
import { keepDraft, keptDraft, type PolicyDraft } from '../../flow/policy-draft.ts'
import { useDesk } from '../context.tsx'

export type ChangePolicy = (change: (policy: Policy) => Policy) => void

export interface PolicyEdit {
  /** What is in force. */
  base: Policy
  /** null: nothing was changed. */
  draft: PolicyDraft | null
  /** The draft, or what is in force. */
  policy: Policy
  problems: readonly PolicyProblem[]
  change: ChangePolicy
  /** Another policy takes the draft's place: of a file, a version, a proposal. */
  replace(policy: Policy): void
  /** What is in force by now is what it was made from. */
  rebase(): void
  discard(): void
  /** It is in force: nothing is left to bring back. */
  published(): void
  /** Brings the draft back that was discarded last; null without one. */
  restore: (() => void) | null
}

/** The draft of a campaign's policy: kept on this machine until it is published or discarded. */
export function usePolicyDraft(campaign: string): PolicyEdit {
  const { reader, me } = useDesk()
  const base = reader.policy(campaign)
  const [draft, setDraft] = useState<PolicyDraft | null>(() => keptDraft(me.id, campaign))
  const [discarded, setDiscarded] = useState<PolicyDraft | null>(null)
  const set = useCallback(
    (next: (now: PolicyDraft | null) => PolicyDraft | null) =>
      setDraft((now) => {
        const wanted = next(now)
        keepDraft(me.id, campaign, wanted)
        return wanted
      }),
    [me.id, campaign],
  )
  const policy = draft?.policy ?? base
  const problems = useMemo(() => (draft ? problemsOf(draft.policy) : []), [draft])
  const fresh = useCallback(
    (policy: Policy, now: PolicyDraft | null): PolicyDraft | null => {
      const from = now?.from ?? base.version
      const next = { from, policy: { ...policy, version: base.version } }
      return JSON.stringify(next.policy) === JSON.stringify(base) ? null : next
    },
    [base],
  )
  return {
    base,
    draft,
    policy,
    problems,
    change: useCallback(
      (change) => set((now) => fresh(change(now?.policy ?? base), now)),
      [set, fresh, base],
    ),
    replace: useCallback((policy: Policy) => set(() => fresh(policy, null)), [set, fresh]),
    rebase: useCallback(() => set((now) => now && { ...now, from: base.version }), [set, base.version]),
    discard: useCallback(() => {
      setDiscarded(draft)
      set(() => null)
    }, [draft, set]),
    published: useCallback(() => set(() => null), [set]),
    restore: useMemo(
      () =>
        discarded === null
          ? null
          : () => {
              set(() => discarded)
              setDiscarded(null)
            },
      [discarded, set],
    ),
  }
}

function problemsOf(policy: Policy): readonly PolicyProblem[] {
  try {
    compile(parsePolicy(policy))
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.errors
    throw error
  }
}
