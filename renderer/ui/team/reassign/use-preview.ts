import { useEffect, useState } from 'react'
import type { ReassignPreview, ReassignPreviewRequest } from '../../../../shared/api/reassign.ts'
import { previewReassign } from '../../../flow/reassign.ts'
import { useDesk } from '../../context.tsx'

const CALM_MS = 250

interface Seen {
  of: ReassignPreviewRequest
  preview: ReassignPreview | null
  problem: string | null
}

/** What central says that would happen, once the person rests for a moment. @param asked the same object until something changes */
export function usePreview(asked: ReassignPreviewRequest | null) {
  const desk = useDesk()
  const [seen, setSeen] = useState<Seen | null>(null)
  useEffect(() => {
    if (asked === null) return
    const gone = new AbortController()
    const timer = setTimeout(() => {
      previewReassign(desk, asked, gone.signal).then(
        (preview) => setSeen({ of: asked, preview, problem: null }),
        (error: unknown) => {
          if (gone.signal.aborted) return
          setSeen({
            of: asked,
            preview: null,
            problem: error instanceof Error ? error.message : String(error),
          })
        },
      )
    }, CALM_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [desk, asked])
  const current = asked !== null && seen?.of === asked
  return { preview: seen?.preview ?? null, problem: current ? (seen?.problem ?? null) : null, current }
}
