import { checkHandedIn } from './check-handed-in.ts'
import { checkPolicy } from './check-policy.ts'
import { type Policy, policySchema } from './policy.ts'
import { PolicyError } from './policy-error.ts'

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What has the shape of a policy, whether it holds together or not. Throws PolicyError with every place that has not. */
export function readPolicy(input: unknown): Policy {
  const parsed = policySchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new PolicyError(
    parsed.error.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: issue.message })),
  )
}

/** The policy that `input`, handed in by somebody, is. Throws PolicyError with everything that is wrong. */
export function parsePolicy(input: unknown): Policy {
  const policy = readPolicy(input)
  const errors = [...checkPolicy(policy), ...checkHandedIn(policy)]
  if (errors.length > 0) throw new PolicyError(errors)
  return policy
}
