import type { Locator, Page } from 'playwright-core'
import type { Control } from './control.ts'

const PATIENCE = { timeout: 4000 }

/** Uses the control as a person would. Returns what takes it back, where others could not be reached otherwise. */
export async function operate(page: Page, { role, name, ref }: Control): Promise<() => Promise<unknown>> {
  const target = page.getByRef(ref)
  const nothing = async () => undefined
  if (role === 'slider') {
    await target.focus(PATIENCE)
    const end = await target.evaluate((e) => (e as HTMLInputElement).value === (e as HTMLInputElement).max)
    await page.keyboard.press(end ? 'ArrowLeft' : 'ArrowRight')
    return nothing
  }
  if (role === 'combobox' && (await target.evaluate((e) => e.tagName)) === 'SELECT') return choose(target)
  if (['textbox', 'searchbox', 'spinbutton', 'combobox'].includes(role)) return write(target, name)
  // A checkbox may be drawn by its label alone.
  if (['checkbox', 'radio', 'switch'].includes(role))
    await target.click({ ...PATIENCE, trial: true }).then(
      () => target.click(PATIENCE),
      () => target.evaluate((e) => ((e as HTMLInputElement).labels?.[0] ?? (e as HTMLElement)).click()),
    )
  else await target.click(PATIENCE)
  return nothing
}

async function choose(target: Locator): Promise<() => Promise<unknown>> {
  const { value, others } = await target.evaluate((e) => {
    const { value, options } = e as HTMLSelectElement
    const free = [...options].filter((o) => !o.disabled && o.value !== value)
    return { value, others: free.map((o) => o.value) }
  })
  if (others.length > 0) await target.selectOption(others.at(-1)!, PATIENCE)
  return async () => value !== '' && target.selectOption(value, PATIENCE)
}

/** Of somebody who responded: a search finds her. */
const NAME = 'Rosa'
const TYPED: Record<string, string> = {
  date: '2027-03-01',
  time: '10:45',
  'datetime-local': '2027-03-01T10:45',
  number: '7',
  email: 'vera@example.com',
  url: 'https://example.com/hook',
}

async function write(target: Locator, name: string): Promise<() => Promise<unknown>> {
  const { value, type, mode } = await target.evaluate((e) => {
    const { value, type, inputMode } = e as HTMLInputElement
    return { value: value ?? '', type, mode: inputMode }
  })
  const text = TYPED[type] ?? (/numeric|decimal/.test(mode) ? '7' : /mail/i.test(name) ? TYPED.email! : NAME)
  await target.fill(value === text ? `${text}1` : text, PATIENCE)
  const narrows = /filter|search|find|which|person|number/i.test(name)
  return async () => {
    if (value !== '' || narrows) await target.fill(value, PATIENCE)
  }
}
