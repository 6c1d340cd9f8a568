import type { Page } from 'playwright-core'
import { settled } from '../../renderer/ui/story/shots.ts'
import { goTo, type Walk } from '../roles/walk.ts'
import { type Control, look, type Scope } from './control.ts'
import { type Doings, type Seen, see } from './evidence.ts'
import { faultsOf, IDLE, UNUSABLE } from './use-one.ts'

/** What a person's controls did so far. */
export interface Pressed {
  who: string
  keys: Set<string>
  kinds: Map<string, number>
  /** Those that did nothing, or could not be used, the first time. */
  again: Set<string>
  seen: Set<string>
  faults: Set<string>
  /** Each dialog, and what opened it. */
  openers: Map<string, string>
  /** Of each dialog what is known of and was not pressed. */
  left: Map<string, Set<string>>
}

interface Limits {
  /** Controls on one screen. */
  most: number
  /** Of those that only differ in what they are about. */
  alike: number
}

const ENDING = /^(revoke|erase|delete|remove|put aside|refuse|switch off|undo|take .* back)\b/i
const CLOSING = /^(close|cancel|back|not now|keep|leave it)\b/i

/** What is used first: what is filled in, what is pressed, other rows, what takes away, other tabs, what closes. */
function rank({ role, name, key }: Control): number {
  if (role === 'tab') return 5
  if (CLOSING.test(name) && key.startsWith('dialog')) return 6
  if (ENDING.test(name)) return 4
  if (role === 'option' || role === 'treeitem') return 3
  return role === 'button' || role === 'link' ? 2 : 1
}

/** A screen, or one tab of it alone, without what is the same on every screen. */
export interface Place {
  screen: string
  tab: string | null
}

/**
 * Uses every control on a screen once, and in what opens, in the order of `rank`, until nothing is left. Each must have a name, be
 * reached by keys, and do something that shows, and nothing may be thrown, refused in silence or lose the focus.
 */
export async function pressAll(
  walk: Walk,
  place: Place,
  done: Pressed,
  doings: Doings,
  { most, alike }: Limits,
): Promise<void> {
  const { page } = walk
  const { screen, tab } = place
  let base: Seen | null = null
  let ended = false
  let scope = await arrived(walk, place)
  for (let n = 0; n < most; n += 1) {
    if (scope.dialog === null && !(await isAt(walk, place))) scope = await arrived(walk, place)
    await noteMouseOnly(page, scope, done)
    // Each walk ends with signing out.
    const fresh = scope.controls.filter(
      (c) =>
        !c.disabled &&
        !c.chosen &&
        !done.keys.has(c.key) &&
        !/^sign out/i.test(c.name) &&
        !(tab && (c.role === 'tab' || c.key.startsWith('banner'))),
    )
    const due = fresh.filter((c) => c.role === 'tab' || (done.kinds.get(c.kind) ?? 0) < alike)
    if (scope.dialog !== null) done.left.set(scope.dialog, new Set(due.map((c) => c.key)))
    const [next = reopener(scope, done)] = due.sort((a, b) => order(a, done) - order(b, done))
    if (next === undefined && scope.dialog === null) {
      const later = await arrived(walk, place)
      if (later.controls.length === scope.controls.length || ended) return
      ;[scope, ended] = [later, true]
      continue
    }
    ended = false
    if (next === undefined) {
      await page.keyboard.press('Escape')
    } else {
      if (scope.dialog === null) base = await see(page)
      const faults = await faultsOf(page, next, base, scope, doings)
      const isVain = faults.some((fault) => fault === IDLE || fault.startsWith(UNUSABLE))
      if (!isVain || next.pressed || done.again.has(next.key)) {
        done.keys.add(next.key)
        done.kinds.set(next.kind, (done.kinds.get(next.kind) ?? 0) + 1)
        for (const fault of faults)
          if (fault !== IDLE || !next.pressed)
            done.faults.add(`${done.who}, ${next.key}, "${next.name}": ${fault}`)
      }
      // What it is for may be so already, or something is before it for a moment: once more, when the others have been used.
      else done.again.add(next.key)
    }
    await settled(page)
    const after = await look(page, screen)
    if (next === undefined && after.dialog === scope.dialog) {
      done.faults.add(`${done.who}, ${screen}: Esc does not close ${scope.dialog}`)
      return
    }
    if (next && after.dialog !== null && after.dialog !== scope.dialog && !done.openers.has(after.dialog))
      done.openers.set(after.dialog, next.key)
    scope = after
  }
}

/** What a screen shows comes with its program and from central: what there is when nothing more has come for a while. */
async function arrived(walk: Walk, { screen, tab }: Place): Promise<Scope> {
  const { page } = walk
  if ((await current(walk)) !== screen) await goTo(walk, screen)
  if (tab) await tabIn(walk, tab).click()
  await page.locator('main:not(:empty)').waitFor()
  await page
    .getByText(/^Asking central/)
    .first()
    .waitFor({ state: 'hidden' })
  await page.waitForTimeout(250)
  await settled(page)
  return look(page, screen)
}

/** Some say behind their name how much is wrong in them. */
const tabIn = ({ page }: Walk, tab: string) => page.getByRole('tab', { name: new RegExp(`^${tab}`) }).first()

async function isAt(walk: Walk, { screen, tab }: Place): Promise<boolean> {
  if ((await current(walk)) !== screen) return false
  return tab === null || (await tabIn(walk, tab).getAttribute('aria-selected')) === 'true'
}

const order = (control: Control, { again }: Pressed): number =>
  rank(control) + (again.has(control.key) ? 0.5 : 0)

/** A label is clicked for what it labels, a summary is a button to all, and what is hidden from a screen reader has another way. */
async function noteMouseOnly(page: Page, { mouseOnly }: Scope, done: Pressed): Promise<void> {
  for (const { ref, what } of mouseOnly) {
    if (done.seen.has(what)) continue
    done.seen.add(what)
    const target = page.getByRef(ref)
    if ((await target.count()) === 0) continue
    const known = await target.evaluate((e) => e.closest('label, summary, [aria-hidden=true]') !== null)
    if (!known) done.faults.add(`${done.who}: only for the mouse: ${what}`)
  }
}

/** Closes what is open. */
export async function closeAll(page: Page, screen: string): Promise<void> {
  for (let n = 0; n < 5 && (await look(page, screen)).dialog !== null; n += 1) {
    await page.keyboard.press('Escape')
    await settled(page)
  }
}

/** What opens a dialog in which something is left. */
function reopener(scope: Scope, { openers, left }: Pressed): Control | undefined {
  if (scope.dialog !== null) return undefined
  for (const [dialog, keys] of left) {
    if (keys.size === 0) continue
    const found = scope.controls.find((c) => c.key === openers.get(dialog) && !c.disabled)
    if (found) return found
    left.delete(dialog)
  }
  return undefined
}

const current = ({ page }: Walk): Promise<string | null> =>
  page
    .locator('nav [aria-current=page]')
    .innerText({ timeout: 3000 })
    .catch(() => null)
