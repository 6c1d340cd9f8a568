import { useEffect, useRef } from 'react'
import type { TableLine } from './row-groups.ts'
import { RowGroup } from './row-groups.ts'

/**
 * Tells which row the cursor is on, null where it is on none. It stays on its row while others come and go; where its row goes, it is on
 * the one that comes into its place. Only for those who ask: the other tables do not look.
 */
export function useActiveRow<T extends { id: string }>(
  lines: readonly TableLine<T>[],
  active: number,
  setActive: (index: number) => void,
  onActive: ((row: T | null) => void) | undefined,
): void {
  const held = useRef<{ lines: readonly TableLine<T>[]; id: string | null }>({ lines: [], id: null })
  useEffect(() => {
    if (!onActive) return
    const before = held.current
    if (before.lines !== lines) {
      const now = lines.findIndex((line) => !(line instanceof RowGroup) && line.id === before.id)
      const to = now >= 0 ? now : Math.min(active, Math.max(0, lines.length - 1))
      held.current = { lines, id: before.id }
      if (to !== active) return setActive(to)
    }
    const line = lines[active]
    const row = line === undefined || line instanceof RowGroup ? null : line
    held.current = { lines, id: row?.id ?? null }
    onActive(row)
  }, [lines, active, setActive, onActive])
}
