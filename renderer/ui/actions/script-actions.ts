import { flushSync } from 'react-dom'
import type { Action, ActionContext } from './action.ts'

/** The script beside the call: unfolded when it is wanted, objections by a few letters. */
export function scriptActions({ t, view, policy, screen }: ActionContext): Action[] {
  const enabled = view !== null && policy?.script !== undefined
  return [
    {
      id: 'script',
      label: t('script.fold'),
      group: 'lead',
      keys: [','],
      enabled,
      run: () => screen.setState(({ script }) => ({ script: script === null ? 'opening' : null })),
    },
    {
      id: 'objections',
      label: t('script.findAction'),
      group: 'lead',
      keys: ['.'],
      enabled: enabled && (policy?.script?.objections.length ?? 0) > 0,
      run() {
        // Rendered before the next key, which is already of the objection.
        flushSync(() => screen.setState({ script: 'objections' }))
        document.querySelector<HTMLElement>('[data-objections]')?.focus()
      },
    },
  ]
}
