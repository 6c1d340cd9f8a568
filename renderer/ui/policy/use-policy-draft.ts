import { useCallback, useMemo, useState } from 'react'
import { compile } from '../../../shared/policy/compile.ts'
import { parsePolicy } from '../../../shared/policy/parse-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { PolicyError, type PolicyProblem } from '../../../shared/policy/policy-error.ts'
import {
  draftsBefore,
  isSamePolicy,
  keepDraft,
  keepDraftsBefore,
  keptDraft,
  type PolicyDraft,
} from '../../flow/policy-draft.ts'
import { useDesk } from '../context.tsx'

export type ChangePolicy = (change: (policy: Policy) => Policy) => void

export interface PolicyEdit {
  /** What is in force. */
  base: Policy
  /** null: nothing was changed. */
  draft: PolicyDraft | null
  /** The draft, or what is in force. */
  policy: Policy
  /** Raised when another policy takes the draft's place: what forms hold of the one before is void. */
  turn: number
  problems: readonly PolicyProblem[]
  change: ChangePolicy
  /** Another policy takes the draft's place: of a file, a version, a proposal. */
  replace(policy: Policy): void
  /** What is in force by now is what it was made from. */
  rebase(): void
  discard(): void
  /** It is in force: nothing is left to bring back. */
  published(): void
  /** Brings back the draft that was discarded or replaced last, of the last five; null without one. */
  restore: (() => void) | null
}

/** The draft of a campaign's policy: kept on this machine until it is published or discarded. */
export function usePolicyDraft(campaign: string): PolicyEdit {
  const { reader, me } = useDesk()
  const base = reader.policy(campaign)
  const [draft, setDraft] = useState<PolicyDraft | null>(() => keptDraft(me.id, campaign))
  const [before, setBefore] = useState(() => draftsBefore(me.id, campaign))
  const [turn, setTurn] = useState(0)
  const set = useCallback(
    (next: (now: PolicyDraft | null) => PolicyDraft | null) =>
      setDraft((now) => {
        const wanted = next(now)
        keepDraft(me.id, campaign, wanted)
        return wanted
      }),
    [me.id, campaign],
  )
  /** Another draft, or none, in the place of this one; `kept`: what can be brought back. */
  const swap = useCallback(
    (next: PolicyDraft | null, kept: readonly (PolicyDraft | null)[]) => {
      const drafts = kept.filter((d) => d !== null)
      setBefore(keepDraftsBefore(me.id, campaign, drafts))
      set(() => next)
      setTurn((n) => n + 1)
    },
    [me.id, campaign, set],
  )
  const policy = draft?.policy ?? base
  const problems = useMemo(() => (draft ? problemsOf(draft.policy) : []), [draft])
  const fresh = useCallback(
    (policy: Policy, now: PolicyDraft | null): PolicyDraft | null => {
      const from = now?.from ?? base.version
      const next = { from, policy: { ...policy, version: base.version } }
      return isSamePolicy(next.policy, base) ? null : next
    },
    [base],
  )
  return {
    base,
    draft,
    policy,
    turn,
    problems,
    change: useCallback(
      (change) => set((now) => fresh(change(now?.policy ?? base), now)),
      [set, fresh, base],
    ),
    replace: useCallback(
      (policy: Policy) => swap(fresh(policy, null), [...before, draft]),
      [swap, fresh, draft, before],
    ),
    rebase: useCallback(() => set((now) => now && { ...now, from: base.version }), [set, base.version]),
    discard: useCallback(() => swap(null, [...before, draft]), [swap, before, draft]),
    published: useCallback(() => swap(null, []), [swap]),
    restore: useMemo(() => {
      const last = before.at(-1)
      // The draft of now goes to the end of the line: pressed again, each comes in turn.
      return last ? () => swap(last, [draft, ...before.slice(0, -1)]) : null
    }, [before, draft, swap]),
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
