import type { Page } from 'playwright-core'
import { settled } from '../../renderer/ui/story/shots.ts'
import type { Control, Scope } from './control.ts'
import { type Doings, differs, type Seen, see, untold } from './evidence.ts'
import { operate } from './operate.ts'

/** It says so, perhaps a second time in the same words. */
const NOT_NOW = /That cannot be done with this lead now|There is nothing to take back|The pool is empty/
/** There may be no other. */
const AT_END = /^(previous|next)\b/i
export const IDLE = 'does nothing'
export const UNUSABLE = 'cannot be used'

/** Uses a control. `base`: what was on screen before the dialog in which it stands. Returns what is wrong with it. */
export async function faultsOf(
  page: Page,
  control: Control,
  base: Seen | null,
  { dialog }: Scope,
  doings: Doings,
): Promise<string[]> {
  const faults: string[] = []
  if (control.name === '') faults.push('has no name')
  const target = page.getByRef(control.ref)
  // Null: it went by itself; perhaps it comes back.
  const about = await target
    .evaluate(
      (e) => {
        window.used = e
        return {
          // There for the pointer, beside keys that do the same; read only; with nothing else to choose.
          spared:
            e.closest('[aria-hidden=true]') !== null ||
            (e as HTMLInputElement).readOnly ||
            (e instanceof HTMLSelectElement && e.options.length < 2),
          self: [e.tagName, e.id, e.getAttribute('aria-label'), e.textContent?.slice(0, 40)].join(' '),
          byKeys:
            (e as HTMLElement).tabIndex >= 0 ||
            e.closest(
              '[role=listbox],[role=tree],[role=tablist],[role=menu],[role=grid],[role=radiogroup]',
            ) !== null ||
            // Reached by arrows from the field above them.
            e.closest('.mantine-Spotlight-content') !== null,
        }
      },
      undefined,
      { timeout: 1500 },
    )
    .catch(() => null)
  if (about === null) return [IDLE]
  const { spared, self, byKeys } = about
  if (spared) return []
  if (!byKeys) faults.push('is not reached by keys')
  // In a palette the least that happens is that it closes.
  const before = base && dialog === 'Everything you can do' ? base : await see(page)
  doings.signs.length = 0
  doings.errors.length = 0
  doings.refused.length = 0
  let takeBack: () => Promise<unknown>
  try {
    takeBack = await operate(page, control)
  } catch (error) {
    return [...faults, `${UNUSABLE}: ${String(error).split('\n').join(' ').slice(0, 2000)}`]
  }
  let after = before
  for (const end = Date.now() + 2500; Date.now() < end; ) {
    await settled(page)
    after = await see(page)
    if (differs(before, after, self) || isSign(doings, control)) break
  }
  if (!differs(before, after, self) && !isSign(doings, control)) {
    const honest = await page.getByText(NOT_NOW).count()
    if (honest === 0 && !AT_END.test(control.name)) faults.push(IDLE)
  }
  await page.waitForLoadState('networkidle', { timeout: 1 }).catch(() => undefined)
  for (const response of doings.refused.splice(0)) {
    await settled(page)
    const silent = await untold(page, response)
    if (silent) faults.push(silent)
  }
  if (await losesFocus(page)) faults.push('loses the focus')
  faults.push(...doings.errors)
  await takeBack().catch(() => undefined)
  return faults
}

/** It comes back a moment after a dialog has gone: how late that is, is the machine's. */
async function losesFocus(page: Page): Promise<boolean> {
  for (const end = Date.now() + 2000; ; await settled(page)) {
    if ((await see(page)).focus !== '' || (await page.locator('[role=dialog]').count()) > 0) return false
    if (Date.now() > end) return true
  }
}

const isSign = ({ signs }: Doings, { name }: Control): boolean =>
  signs.some((sign) => sign !== 'sync' || /sync/i.test(name))
