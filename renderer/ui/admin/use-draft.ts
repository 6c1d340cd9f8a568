import { useCallback } from 'react'
import { dropDrafts } from '../../state/screen.ts'
import { useParts, useScreen } from '../context.tsx'

/** Where an edit stands: its tab, what is open on it, and which form: 'teams|<id>|team'. */
export const placeOf = (key: string): { tab: string; open: string | null } => {
  const [tab = '', open = ''] = key.split('|')
  return { tab, open: open === '' ? null : open }
}

/** Which form of what is open: 'team'. */
export const formOf = (key: string): string => key.split('|')[2] ?? ''

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What a form holds. What differs from `saved` is kept by its key until it is saved or discarded: another tab or screen, and whatever
 * comes from central meanwhile, change nothing of it. No secrets: it stays in memory while the desk is open.
 * @param name in words, for the list of what is not saved
 */
export function useDraft<T>(key: string, saved: T, name: string) {
  const { screen } = useParts()
  const kept = useScreen((s) => s.drafts[key])
  const discard = useCallback(() => dropDrafts(screen, key), [screen, key])
  const set = useCallback(
    (value: T) =>
      same(value, saved)
        ? discard()
        : screen.setState(({ drafts }) => {
            const of = drafts[key]?.of ?? JSON.stringify(saved)
            return { drafts: { ...drafts, [key]: { value, name, of } } }
          }),
    [screen, key, name, saved, discard],
  )
  return {
    draft: kept === undefined ? saved : (kept.value as T),
    set,
    discard,
    changed: kept !== undefined,
    /** What is saved is another than what was edited: somebody changed it meanwhile. */
    stale: kept !== undefined && kept.of !== JSON.stringify(saved),
  }
}

/** What is open on a tab: it stays so when one comes back. */
export function useOpen(tab: string): [string | null, (open: string | null) => void] {
  const { screen } = useParts()
  const open = useScreen((s) => s.admin.open[tab] ?? null)
  const set = useCallback(
    (next: string | null) =>
      screen.setState(({ admin }) => ({ admin: { ...admin, open: { ...admin.open, [tab]: next } } })),
    [screen, tab],
  )
  return [open, set]
}
