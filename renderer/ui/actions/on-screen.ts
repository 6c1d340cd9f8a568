/** Something that can be pressed on the screen as it is now. */
export interface Pressable {
  label: string
  press(): void
}

const CONTROLS = 'button, [role="button"], [role="tab"], a[href]'
/** What is told by lines of its own, and moved in by arrows. */
const LINES = '[role="listbox"], [role="tree"]'

/**
 * Each control of the open screen that can be pressed, by the name that a screen reader gives it: so that nothing of a screen is missing
 * where everything is looked for. Of controls with one name the first. @param taken labels of what is there already
 */
export function onScreen(taken: ReadonlySet<string>): Pressable[] {
  const found = new Map<string, HTMLElement>()
  for (const control of document.querySelectorAll<HTMLElement>(`main :is(${CONTROLS})`)) {
    const label = nameOf(control)
    const off = control.matches(':disabled, [aria-disabled="true"], [aria-selected="true"]')
    if (label === '' || off || taken.has(label) || found.has(label)) continue
    if (control.closest(`[hidden], ${LINES}`) === null) found.set(label, control)
  }
  return [...found].map(([label, control]) => ({
    label,
    press() {
      if (!control.isConnected) return
      control.focus()
      control.click()
    },
  }))
}

function nameOf(control: HTMLElement): string {
  const label = control.getAttribute('aria-label')
  if (label !== null) return label.trim()
  const words = control.cloneNode(true) as HTMLElement
  for (const silent of words.querySelectorAll('[aria-hidden="true"]')) silent.remove()
  return (words.textContent ?? '').replace(/\s+/gu, ' ').trim()
}
