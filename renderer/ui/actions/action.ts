import type { TFunction } from 'i18next'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow, LeadView } from '../../db/views.ts'
import type { KeptPlace } from '../../flow/lists/kept-place.ts'
import type { NumberState } from '../../flow/numbers.ts'
import type { GoingCall, ScreenName } from '../../state/screen.ts'
import type { UiParts } from '../context.tsx'

/** Something the user can do: the keys, the palette, the buttons and the cheat sheet all come from the one list of these. */
export interface Action {
  id: string
  label: string
  group: ActionGroup
  /** Chords as `chordOf` writes them: 'd', '?', 'Ctrl+Enter'. The first one is shown. */
  keys: readonly string[]
  enabled: boolean
  /** Why it cannot be done now, in words: its key says so, where another one would do nothing. */
  because?: string
  /** Asked when the palette opens: whether it is offered there. Left out: while it is enabled. */
  isOffered?(): boolean
  run(): void | Promise<void>
}

export const ACTION_GROUPS = ['call', 'lead', 'inbox', 'policy', 'move', 'team', 'screen'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** What actions are made from: the state of the desk at this moment. */
export interface ActionContext extends UiParts {
  t: TFunction
  /** The open lead; null when none is open or it is still being read. */
  view: LeadView | null
  /** The open lead's numbers, the one to dial first. */
  numbers: readonly NumberState[]
  /** The queue as listed, in working order. */
  queue: List<LeadRow>
  /** Of the open lead in it, as one key after the other finds it. */
  kept: KeptPlace<LeadRow>
  policy: Policy | null
  screenName: ScreenName
  online: boolean
  /** A call of mine that goes on, on whatever lead; null: none. */
  going: GoingCall | null
  /** What a notice says that may be dismissed; null: there is none. */
  notice: string | null
  /** Whether the team screen shows leads to choose from. */
  leadsShown: boolean
  /** How many leads are selected on the team screen. */
  selected: number
  /** Runs what may fail: a failure is told on screen, and nothing is called saved. */
  attempt(work: () => Promise<unknown>): Promise<void>
  openPalette(): void
}

/** The chord of a key press: 'Ctrl+Enter', 'j', 'ArrowDown'. Cmd counts as Ctrl. */
export function chordOf(e: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key
  return `${e.ctrlKey || e.metaKey ? 'Ctrl+' : ''}${e.altKey ? 'Alt+' : ''}${key}`
}

/** True where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type)
}
