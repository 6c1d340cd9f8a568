import { useRef, useState } from 'react'
import type { ImportCheck } from '../../../shared/api/imports.ts'
import { checkImport, type ImportChoice } from '../../flow/import-leads.ts'
import { useDesk } from '../context.tsx'

/** What a file would do; asked anew for another file, campaign or mapping. */
export function useCheck() {
  const desk = useDesk()
  const [found, setFound] = useState<ImportCheck | null>(null)
  const [checking, setChecking] = useState(false)
  const line = useRef<AbortController | null>(null)
  return {
    found,
    checking,
    async start(file: File, choice: ImportChoice): Promise<void> {
      line.current?.abort()
      const mine = new AbortController()
      line.current = mine
      setChecking(true)
      setFound(null)
      try {
        const answer = await checkImport(desk, file, choice, mine.signal)
        if (!mine.signal.aborted) setFound(answer)
      } catch (error) {
        if (!mine.signal.aborted) throw error
      } finally {
        if (line.current === mine) setChecking(false)
      }
    },
    reset(): void {
      line.current?.abort()
      line.current = null
      setChecking(false)
      setFound(null)
    },
  }
}
