import { useMemo } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useT } from '../context.tsx'

export type OwnerName = (row: Pick<LeadRow, 'owner'>) => string

/** Whose a lead is, by name; the same function while people are the same. */
export function useOwnerName(): OwnerName {
  const t = useT()
  const people = useDesk().reader.people()
  return useMemo(() => {
    const names = new Map(people.map((p) => [p.id, p.name]))
    return ({ owner }) => (owner === null ? t('team.pool') : (names.get(owner) ?? t('history.someone')))
  }, [people, t])
}
