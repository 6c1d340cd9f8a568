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
      async run() {
        screen.setState({ script: 'objections' })
        // The field is there once React has rendered it.
        await new Promise((rendered) => setTimeout(rendered))
        document.querySelector<HTMLElement>('[data-objections]')?.focus()
      },
    },
  ]
}
