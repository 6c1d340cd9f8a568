import type { TFunction } from 'i18next'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { List } from '../db/memory/list.ts'
import type { LeadRow, LeadView } from '../db/views.ts'
import type { Desk } from '../flow/desk.ts'
import type { Filters } from '../flow/saved-filters.ts'
import type { UndoLog } from '../flow/undo/undo-log.ts'
import type { OpenDesk } from '../session/session.ts'
import type { ScreenState, ScreenStore } from '../state/screen.ts'

/** What every screen needs once somebody is signed in. */
export interface UiParts {
  desk: Desk
  /** What was done at this desk since it was opened. */
  undo: UndoLog
  filters: Filters
  screen: ScreenStore
  session: Pick<OpenDesk, 'setDeviceState' | 'keepGlance' | 'syncNow' | 'signInAgain'>
  /** Ends the session on this machine; unsent work stays here. */
  signOut(): Promise<void>
}

const Parts = createContext<UiParts | null>(null)
export const PartsProvider = ({ parts, children }: { parts: UiParts; children: ReactNode }) => (
  <Parts value={parts}>{children}</Parts>
)

export function useParts(): UiParts {
  const parts = use(Parts)
  if (parts === null) throw new Error('outside of PartsProvider')
  return parts
}

export const useDesk = (): Desk => useParts().desk
export const useScreen = <T,>(select: (s: ScreenState) => T): T => useStore(useParts().screen, select)

const Texts = createContext<TFunction | null>(null)
/** The texts, subscribed to once: every cell of a list needs them. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return <Texts value={useMemo(() => remembered(t), [t])}>{children}</Texts>
}
/** So many texts are remembered: those that are filled in with the time, or with a lead's name, are others again and again. */
const REMEMBERED = 2000
/** Most texts that an answer renders were looked up, and filled in with the same, before. */
function remembered(t: TFunction): TFunction {
  const known = new Map<string, unknown>()
  const look = (...asked: Parameters<TFunction>) => {
    const key = asked.length === 1 && typeof asked[0] === 'string' ? asked[0] : JSON.stringify(asked)
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size === REMEMBERED) known.clear()
    const text = t(...asked)
    known.set(key, text)
    return text
  }
  return look as TFunction
}

export function useT(): TFunction {
  const t = use(Texts)
  if (t === null) throw new Error('outside of TextsProvider')
  return t
}

/** Every lead in this person's view; the same list until something changes. */
export function useRows(): List<LeadRow> {
  const { reader } = useDesk()
  return useSyncExternalStore(
    useCallback((changed: () => void) => reader.subscribe(changed), [reader]),
    () => reader.list(),
  )
}

/** The clock, read again every `everyMs`, and at once when it was set: by central, or by a sleep of the machine. */
export function useNow(everyMs: number): number {
  const desk = useDesk()
  const [now, setNow] = useState(() => desk.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(desk.now()), everyMs)
    const off = desk.reader.subscribe(() =>
      setNow((shown) => (Math.abs(desk.now() - shown) > 2 * everyMs ? desk.now() : shown)),
    )
    return () => {
      clearInterval(timer)
      off()
    }
  }, [desk, everyMs])
  return now
}

export interface OpenLead {
  view: LeadView | null
  /** True while the lead to open is not read yet. */
  loading: boolean
}

/** The open lead, as it is now; read first where it is not in memory. The lead before stays on screen until the next one is there. */
export function useLead(leadId: string | null, row: LeadRow | undefined): OpenLead {
  const { reader } = useDesk()
  const [shown, setShown] = useState<LeadView | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is what tells that the lead changed
  const atHand = useMemo(() => (leadId === null ? null : reader.leadAtHand(leadId)), [reader, leadId, row])
  if (atHand !== null && atHand !== shown) setShown(atHand)
  const [failure, setFailure] = useState<unknown>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is what tells that the lead changed
  useEffect(() => {
    if (atHand !== null) return
    if (leadId === null) return setShown(null)
    let wanted = true
    reader.lead(leadId).then(
      (read) => wanted && setShown(read),
      (error: unknown) => wanted && setFailure(error),
    )
    return () => {
      wanted = false
    }
  }, [reader, leadId, atHand, row])
  if (failure !== null) throw failure
  const view = atHand ?? shown
  return useMemo(() => ({ view, loading: leadId !== null && view?.row.id !== leadId }), [view, leadId])
}

const Lead = createContext<OpenLead | null>(null)
export const LeadProvider = ({ lead, children }: { lead: OpenLead; children: ReactNode }) => (
  <Lead value={lead}>{children}</Lead>
)
export function useOpenLead(): OpenLead {
  const lead = use(Lead)
  if (lead === null) throw new Error('outside of LeadProvider')
  return lead
}
