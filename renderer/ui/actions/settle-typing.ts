/**
 * Leaves the field that is being typed in, so that its value is given before the lead goes off the screen. Resolves to the
 * label of a field that cannot be taken as typed; null when there is none.
 */
export async function settleTyping(): Promise<string | null> {
  const typing = document.activeElement
  if (typing instanceof HTMLElement && typing.closest('[data-field]')) {
    typing.blur()
    // The field tells what is wrong once React has rendered what leaving it caused.
    await new Promise((rendered) => setTimeout(rendered))
  }
  return document.querySelector<HTMLElement>('[data-problem]')?.dataset.problem ?? null
}
