import type { KeyboardEvent } from 'react'

/** Ctrl+Enter finishes a dialog as it finishes a call, also out of a text that takes Enter itself. */
export function submitOnCtrlEnter(e: KeyboardEvent<HTMLFormElement>): void {
  if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return
  e.preventDefault()
  e.currentTarget.requestSubmit()
}
