import { useEffect, useRef } from 'react'
import { useScreen } from '../context.tsx'

/** Who asked for all leads goes on among them by arrows; going back leads to where they were asked for, unless the focus stands elsewhere. */
export function useLeadsFocus() {
  const asked = useScreen((s) => s.allLeads)
  const leads = useRef<HTMLElement>(null)
  const before = useRef(asked)
  useEffect(() => {
    if (before.current === asked) return
    before.current = asked
    const list = leads.current?.querySelector<HTMLElement>('[role="listbox"], [role="tree"]')
    if (asked) list?.focus()
    else if (document.activeElement?.matches('body, [data-focus-root]'))
      document.querySelector<HTMLElement>('[data-all-leads]')?.focus()
  }, [asked])
  return leads
}
