import { useEffect, useState } from 'react'
import type { Reassignment } from '../../../../shared/api/reassign.ts'
import { readReassignment } from '../../../flow/reassign.ts'
import { useDesk } from '../../context.tsx'

const EVERY_MS = 400

/** A reassignment as it goes on, asked for until it is over. `away`: central does not answer at the moment. @param begun as central answered last */
export function useProgress(begun: Reassignment): { latest: Reassignment; away: boolean } {
  const desk = useDesk()
  const [latest, setLatest] = useState(begun)
  const shown = latest.id === begun.id ? latest : begun
  const [away, setAway] = useState(false)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks once more
  useEffect(() => {
    if (shown.waiting === 0) return
    const gone = new AbortController()
    const timer = setTimeout(() => {
      readReassignment(desk, shown.id, gone.signal)
        .then((answer) => {
          setLatest(answer)
          setAway(false)
        })
        // Central goes on without us: it is asked again.
        .catch(() => !gone.signal.aborted && setAway(true))
        .finally(() => !gone.signal.aborted && setTurn((n) => n + 1))
    }, EVERY_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [desk, shown.id, shown.waiting, turn])
  return { latest: shown, away: away && shown.waiting > 0 }
}
