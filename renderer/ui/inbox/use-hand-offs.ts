import { useCallback, useEffect, useState } from 'react'
import type { HandOff, HandOffListed, HandOffState } from '../../../shared/api/hand-offs.ts'
import { loadHandOffs } from '../../flow/hand-offs.ts'
import { useDesk, useScreen } from '../context.tsx'

export const INBOX_TABS = ['new', 'accepted', 'done'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

const STATES: Record<InboxTab, readonly HandOffState[]> = {
  new: ['waiting', 'delivered'],
  accepted: ['accepted'],
  done: ['won', 'lost', 'returned', 'withdrawn'],
}

/** What is settled comes by when it was; the others by what is to be done first. */
const sortOf = (tab: InboxTab) => (tab === 'done' ? 'newest' : 'due')

const PAGE = 50
/** Central gives no more at once. */
const MOST = 200

interface State {
  tab: InboxTab
  /** null: not known yet. */
  list: readonly HandOffListed[] | null
  /** null: there is no further page. */
  next: string | null
}

/** A limit may have changed between two pages: each stands where it was met first. */
const withoutTwins = (list: readonly HandOffListed[]): HandOffListed[] =>
  [...new Map(list.toReversed().map((h) => [h.id, h])).values()].reverse()

/** The hand-offs of a tab as central lists them; asked anew after every round, and so within a second of a poke. */
export function useHandOffs(tab: InboxTab) {
  const desk = useDesk()
  const syncedAt = useScreen((s) => s.sync.lastSyncedAt)
  const [{ tab: shown, list, next }, setState] = useState<State>({ tab, list: null, next: null })
  const [problem, setProblem] = useState<string | null>(null)
  const fail = useCallback(
    (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    [],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is a reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    const limit = shown === tab ? Math.min(MOST, Math.max(PAGE, list?.length ?? 0)) : PAGE
    loadHandOffs(desk, { states: STATES[tab], sort: sortOf(tab), cursor: null, limit }, gone.signal).then(
      (page) => {
        if (gone.signal.aborted) return
        setProblem(null)
        // What was loaded beyond so many stays below them.
        setState((s) => {
          const fresh = new Set(page.handOffs.map((h) => h.id))
          const below =
            s.tab === tab && page.next !== null
              ? (s.list ?? []).slice(page.handOffs.length).filter((h) => !fresh.has(h.id))
              : []
          return { tab, list: [...page.handOffs, ...below], next: below.length === 0 ? page.next : s.next }
        })
      },
      (error: unknown) => gone.signal.aborted || fail(error),
    )
    return () => gone.abort()
  }, [desk, tab, syncedAt, fail])

  const loadMore = useCallback(() => {
    if (next === null) return
    loadHandOffs(desk, { states: STATES[tab], sort: sortOf(tab), cursor: next, limit: PAGE }).then(
      (page) =>
        setState((s) =>
          s.tab === tab && s.next === next
            ? { tab, list: withoutTwins([...(s.list ?? []), ...page.handOffs]), next: page.next }
            : s,
        ),
      fail,
    )
  }, [desk, tab, next, fail])

  /** Puts what a command made of a hand-off in its place: it leaves the list when it is none of this tab any more. */
  const replace = useCallback(
    (changed: HandOff) =>
      setState((s) => ({
        ...s,
        list:
          s.list?.flatMap((h) =>
            h.id !== changed.id ? [h] : STATES[s.tab].includes(changed.state) ? [{ ...h, ...changed }] : [],
          ) ?? null,
      })),
    [],
  )
  return { list: shown === tab ? list : null, more: next !== null, problem, loadMore, replace }
}
