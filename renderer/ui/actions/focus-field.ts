import type { FieldId } from '../../../shared/lead/catalog.ts'

/** Puts the cursor into a field of the open lead, on whichever tab it stands. */
export async function focusField(field: FieldId): Promise<void> {
  const find = () => document.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, select)`)
  for (const tab of document.querySelectorAll<HTMLElement>('main [role="tab"][aria-selected="false"]')) {
    if (find()) break
    tab.click()
    await new Promise((rendered) => setTimeout(rendered))
  }
  find()?.focus()
}
