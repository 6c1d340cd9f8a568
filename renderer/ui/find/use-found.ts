import { useEffect, useState } from 'react'
import { type Found, findLeads, NOTHING_FOUND } from '../../flow/find-leads.ts'
import { useDesk, useRows } from '../context.tsx'

/** The leads that a text means, as it is typed. What was found before stays until there is an answer; `settled`: it is this text's. */
export function useFound(text: string, limit: number): Found & { settled: boolean } {
  const { me } = useDesk()
  const rows = useRows()
  const [found, setFound] = useState({ ...NOTHING_FOUND, of: '' })
  useEffect(() => {
    const search = new AbortController()
    void findLeads(rows, text, { limit, me: me.id, signal: search.signal }).then((answer) => {
      if (!search.signal.aborted) setFound({ ...answer, of: text })
    })
    return () => search.abort()
  }, [rows, text, limit, me])
  return { ...found, settled: found.of === text }
}
