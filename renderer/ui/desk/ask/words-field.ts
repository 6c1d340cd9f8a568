const find = () => document.querySelector<HTMLInputElement>('[data-words]')

export const focusWords = (): void => find()?.focus()

/** What was typed beside the choices, '' for nothing: an answer takes it, and gives it back where it could not be saved. */
export function takeWords(): { words: string; giveBack(): void } {
  const field = find()
  const words = field?.value ?? ''
  if (field) field.value = ''
  return {
    words,
    giveBack() {
      if (field) field.value = words
    },
  }
}
