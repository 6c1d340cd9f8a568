import { useCallback, useMemo, useState } from 'react'

/** What keys and buttons are of: the ticked rows, else the one under the cursor. `onActive` is for the table. */
export function useChosen<T extends { id: string }>(rows: readonly T[] | null, picked: ReadonlySet<string>) {
  const [cursor, setCursor] = useState<string | null>(null)
  const chosen = useMemo(() => {
    const ticked = rows?.filter((row) => picked.has(row.id)) ?? []
    return ticked.length > 0 ? ticked : (rows?.filter((row) => row.id === cursor) ?? [])
  }, [rows, picked, cursor])
  return { chosen, onActive: useCallback((row: T | null) => setCursor(row?.id ?? null), []) }
}
