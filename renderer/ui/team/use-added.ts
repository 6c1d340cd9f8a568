import { useState } from 'react'

/** By how much a count has grown when it last changed; 0: it has not. @param count null: not known yet */
export function useAdded(count: number | null): number {
  const [known, setKnown] = useState<{ count: number | null; added: number }>({ count, added: 0 })
  if (count === known.count) return known.added
  const added = known.count === null || count === null ? 0 : Math.max(0, count - known.count)
  setKnown({ count, added })
  return added
}
