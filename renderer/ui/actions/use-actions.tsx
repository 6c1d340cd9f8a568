import { spotlight } from '@mantine/spotlight'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef } from 'react'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import type { KeptPlace } from '../../flow/lists/kept-place.ts'
import type { NumberState } from '../../flow/numbers.ts'
import { dismissibleNotice } from '../../state/notice.ts'
import { type ScreenStore, sayPassing, showsLeads } from '../../state/screen.ts'
import { useOpenLead, useParts, useScreen, useT } from '../context.tsx'
import { useFilters } from '../desk/filters/use-filters.ts'
import { type Action, type ActionContext, chordOf, isTyping } from './action.ts'
import { adminActions } from './admin-actions.ts'
import { callActions } from './call-actions.ts'
import { inboxActions } from './inbox-actions.ts'
import { leadActions } from './lead-actions.ts'
import { screenActions } from './screen-actions.ts'

/** Tells a failure on screen; nothing that failed is called saved. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<void> {
  const { screen } = useParts()
  return useCallback(
    async (work) => {
      try {
        await work()
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error)
        screen.setState({ problem })
      }
    },
    [screen],
  )
}

/** The one list of what the user can do now. */
export function useActionList(
  queue: List<LeadRow>,
  kept: KeptPlace<LeadRow>,
  policy: Policy | null,
  numbers: readonly NumberState[],
): Action[] {
  const parts = useParts()
  const t = useT()
  const attempt = useAttempt()
  const { view, loading } = useOpenLead()
  const screenName = useScreen((s) => s.screen)
  const online = useScreen((s) => s.sync.connection === 'online')
  const leadsShown = useScreen(showsLeads)
  const selected = useScreen((s) => s.selection.length)
  const going = useScreen((s) => s.going[0] ?? null)
  const notice = useScreen(dismissibleNotice)
  const filters = useFilters()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a filter that is kept is something to do
  return useMemo(() => {
    const context: ActionContext = {
      ...parts,
      t,
      queue,
      kept,
      policy,
      numbers,
      screenName,
      online,
      going,
      notice,
      leadsShown,
      selected,
      attempt,
      // While the next lead is being read, nothing may be done to the one that is still shown.
      view: loading || screenName !== 'queue' ? null : view,
      openPalette: spotlight.open,
    }
    return [
      ...callActions(context),
      ...leadActions(context),
      ...inboxActions(context),
      ...screenActions(context),
      ...adminActions(context),
    ]
  }, [
    parts,
    t,
    queue,
    kept,
    policy,
    numbers,
    attempt,
    view,
    loading,
    screenName,
    online,
    going,
    notice,
    leadsShown,
    selected,
    filters,
  ])
}

/** Listens for keys. Single keys count only when nothing is being typed and no dialog is open; Esc leaves a field. */
export function useKeys(actions: readonly Action[]): void {
  const { screen } = useParts()
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  }, [actions])
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing) return
      const typing = isTyping(e.target)
      const modal = document.querySelector('[role="dialog"][aria-modal="true"]') !== null
      if (e.key === 'Escape' && typing && !modal) {
        document.querySelector<HTMLElement>('[data-focus-root]')?.focus()
        e.preventDefault()
        return
      }
      const chord = chordOf(e)
      // What elsewhere means the opposite does not mean the same here.
      if (chord === 'Ctrl+z' && e.shiftKey) return
      if (modal || (typing && (!chord.startsWith('Ctrl+') || isOfText(chord, e.target)))) return
      // It has a meaning of its own on the screen itself only: from a control it goes to the next one.
      if (chord === 'Tab' && (e.shiftKey || !isNowhere(e.target))) return
      const meant = latest.current.filter((a) => a.keys.includes(chord))
      const action =
        meant.find((a) => a.enabled) ?? meant.find((a) => a.because !== undefined && chord !== 'Tab')
      if (!action) return
      e.preventDefault()
      if (action.enabled) void action.run()
      else if (!e.repeat) sayWhyNot(screen, action)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [screen])
}

/** Nothing on screen has the focus but the screen. */
const isNowhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('body, [data-focus-root]')

/** Taking back what was typed is the field's own matter. */
const isOfText = (chord: string, target: EventTarget | null): boolean =>
  chord === 'Ctrl+z' && !(target instanceof HTMLSelectElement)

const Actions = createContext<ReadonlyMap<string, Action>>(new Map())
export function ActionsProvider({ actions, children }: { actions: readonly Action[]; children: ReactNode }) {
  const byId = useMemo(() => new Map(actions.map((a) => [a.id, a])), [actions])
  return <Actions value={byId}>{children}</Actions>
}
export const useActions = (): ReadonlyMap<string, Action> => use(Actions)

/** Why nobody may be called stands beside the lead and takes the focus there; what does not is told for a moment. */
function sayWhyNot(screen: ScreenStore, { id, because = '' }: Action): void {
  const shown = id.startsWith('dial') ? document.querySelector<HTMLElement>('[data-why-not]') : null
  if (shown) {
    shown.focus()
    screen.setState({ said: because })
  } else sayPassing(screen, because)
}
