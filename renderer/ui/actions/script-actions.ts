import { flushSync } from 'react-dom'
import { pagesOf } from '../desk/script/pages-of.ts'
import type { Action, ActionContext } from './action.ts'

/** The script beside the call: unfolded when it is wanted, objections by a few letters. */
export function scriptActions({ t, view, policy, screen }: ActionContext): Action[] {
  const pages = policy?.script ? pagesOf(policy.script) : []
  const enabled = view !== null && pages.length > 0
  // A policy published before there were scripts has none.
  const because = view !== null && policy !== null ? t('script.noScript') : undefined
  return [
    {
      id: 'script',
      label: t('script.fold'),
      group: 'lead',
      keys: [','],
      enabled,
      because,
      run: () => screen.setState(({ script }) => ({ script: script === null ? 'opening' : null })),
    },
    {
      id: 'objections',
      label: t('script.findAction'),
      group: 'lead',
      keys: ['.'],
      enabled: enabled && pages.includes('objections'),
      because: enabled ? t('script.noObjections') : because,
      run() {
        // Rendered before the next key, which is already of the objection.
        flushSync(() => screen.setState({ script: 'objections' }))
        document.querySelector<HTMLElement>('[data-objections]')?.focus()
      },
    },
  ]
}
