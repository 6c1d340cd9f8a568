import { useCallback, useEffect, useState } from 'react'
import { FaultError } from '../../db/errors.ts'
import type { LeadRow } from '../../db/views.ts'
import { type LikelyDuplicate, likelyDuplicates, likelyElsewhere } from '../../flow/likely-duplicates.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useScreen } from '../context.tsx'

const NONE: readonly LikelyDuplicate[] = []
const SOON_MS = 300

/**
 * Who the lead may also be: on this machine, and while online among everybody's leads. Looked for when it is opened and when its
 * identity changed, never on the way of an answer.
 */
export function useLikely(row: LeadRow): { likely: readonly LikelyDuplicate[]; lookAgain(): void } {
  const desk = useDesk()
  const attempt = useAttempt()
  const online = useScreen((s) => s.sync.connection === 'online')
  const [found, setFound] = useState({ id: row.id, likely: NONE })
  const [turn, setTurn] = useState(0)
  const identity = [row.name, row.company, row.email, row.phone, ...row.parts].join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: identity and turn are the reasons to look again
  useEffect(() => {
    const gone = new AbortController()
    // Who only passes by, or answers at once, is not to wait for it.
    const timer = setTimeout(() => {
      if (desk.reader.row(row.id) === undefined) return
      void attempt(async () => {
        const here = await likelyDuplicates(desk, row.id)
        if (gone.signal.aborted) return
        // Nothing found, as mostly, is no news to render.
        setFound((known) =>
          known.id === row.id && known.likely.length + here.length === 0
            ? known
            : { id: row.id, likely: here },
        )
        if (!online) return
        try {
          const elsewhere = await likelyElsewhere(desk, row.id, here, gone.signal)
          if (!gone.signal.aborted && elsewhere.length > 0)
            setFound({ id: row.id, likely: [...here, ...elsewhere] })
        } catch (error) {
          // Without central's word what is known here stands; a lead that it does not have yet is none of its business.
          if (gone.signal.aborted) return
          if (!(error instanceof FaultError) || !isQuiet(error)) throw error
        }
      })
    }, SOON_MS)
    return () => {
      gone.abort()
      clearTimeout(timer)
    }
  }, [desk, attempt, online, row.id, identity, turn])
  return {
    likely: found.id === row.id ? found.likely : NONE,
    lookAgain: useCallback(() => setTurn((n) => n + 1), []),
  }
}

const isQuiet = (error: FaultError): boolean =>
  error.unreached || error.reaction !== 'park' || ['notFound', 'notYours'].includes(error.fault.kind)
