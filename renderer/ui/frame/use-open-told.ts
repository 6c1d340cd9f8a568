import { useEffect } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { rowName } from '../format/row-name.ts'

/** Tells whose page is on screen now, whatever opened it; null: none is. */
export function useOpenTold(row: LeadRow | null): void {
  const t = useT()
  const { screen } = useParts()
  const onQueue = useScreen((s) => s.screen === 'queue')
  const shown = onQueue && row !== null ? row.id : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lead is told, not every change of it
  useEffect(() => {
    if (shown === null || row === null) return
    const name = rowName(row, t)
    // What led to it may have named it already.
    screen.setState(({ said }) => ({ said: said.includes(name) ? said : name }))
  }, [shown, screen])
}
