/** One thing wrong with a policy; `pointer` is a JSON pointer into it. */
export interface PolicyProblem {
  pointer: string
  detail: string
}

/** A policy that cannot be used, with everything that is wrong with it. */
export class PolicyError extends Error {
  readonly errors: readonly PolicyProblem[]

  constructor(errors: readonly PolicyProblem[]) {
    super(errors.map((e) => `${e.pointer || '/'}: ${e.detail}`).join('; '))
    this.name = 'PolicyError'
    this.errors = errors
  }
}
