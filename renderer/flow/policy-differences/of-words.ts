import type { Policy } from '../../../shared/policy/policy.ts'
import { type Difference, when } from './difference.ts'

export function ownDifferences(before: Policy, after: Policy): Difference[] {
  const ids = [...(after.ownFields ?? []), ...(before.ownFields ?? [])].map((f) => f.id)
  return [...new Set(ids)].flatMap((id) => {
    const [was, now] = [before, after].map((p) => p.ownFields?.find((f) => f.id === id) ?? null)
    return when({
      what: 'own',
      field: now?.label ?? was?.label ?? id,
      before: was ?? null,
      after: now ?? null,
    })
  })
}

export function wordDifferences(before: Policy, after: Policy): Difference[] {
  const objections = (p: Policy) => p.script?.objections ?? []
  const says = new Set([...objections(after), ...objections(before)].map((o) => o.says))
  const answer = (p: Policy, said: string) => objections(p).find((o) => o.says === said)?.answer ?? null
  const order = (p: Policy, other: Policy) =>
    objections(p)
      .map((o) => o.says)
      .filter((s) => answer(other, s) !== null)
  return [
    ...(['opening', 'closing'] as const).flatMap((what) =>
      when({ what, before: before.script?.[what] ?? '', after: after.script?.[what] ?? '' }),
    ),
    ...[...says].flatMap((said) =>
      when({ what: 'objection', says: said, before: answer(before, said), after: answer(after, said) }),
    ),
    ...when({ what: 'objectionOrder', before: order(before, after), after: order(after, before) }),
    ...(['phone', 'email'] as const).flatMap((purpose) =>
      when({
        what: 'consentText',
        for: purpose,
        before: before.consentTexts?.[purpose] ?? '',
        after: after.consentTexts?.[purpose] ?? '',
      }),
    ),
  ]
}
