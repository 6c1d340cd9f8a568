import type { Script } from '../../../../shared/policy/policy.ts'

export type ScriptPage = 'opening' | 'objections' | 'closing'

/** The pages of a script on which something stands. */
export function pagesOf({ opening, objections, closing }: Script): ScriptPage[] {
  const pages: ScriptPage[] = []
  if (opening.trim() !== '') pages.push('opening')
  if (objections.length > 0) pages.push('objections')
  if (closing.trim() !== '') pages.push('closing')
  return pages
}
