import { useEffect, useRef, useState } from 'react'
import type { ImportProgress } from '../../../shared/api/api.ts'
import { FaultError } from '../../db/errors.ts'
import { cancelImport, type ImportChoice, importState, runImport } from '../../flow/import-leads.ts'
import { useDesk } from '../context.tsx'

const EVERY_MS = 500

/** One import from start to end: its progress is asked for while the file is under way. */
export function useImport() {
  const desk = useDesk()
  const [id, setId] = useState<string | null>(null)
  const [running, setRunning] = useState(false)
  const [progress, setProgress] = useState<ImportProgress | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const turn = useRef(0)
  const sending = useRef<AbortController | null>(null)

  useEffect(() => {
    if (!running || id === null) return
    const gone = new AbortController()
    const timer = setInterval(() => {
      importState(desk, id, gone.signal).then(setProgress, (error: unknown) => {
        // Not found until the first bytes have arrived; unreached is told by the import's own promise.
        const early = error instanceof FaultError && (error.fault.kind === 'notFound' || error.unreached)
        if (!early && !gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      })
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      gone.abort()
    }
  }, [running, id, desk])

  return {
    running,
    progress,
    problem,
    async start(file: File, choice: ImportChoice): Promise<void> {
      const mine = ++turn.current
      const importId = desk.newId()
      const line = new AbortController()
      sending.current = line
      setId(importId)
      setRunning(true)
      setProblem(null)
      setProgress(null)
      try {
        const end = await runImport(desk, importId, file, choice, line.signal)
        if (mine === turn.current) setProgress(end)
      } catch (error) {
        const told = mine === turn.current && !line.signal.aborted
        if (told) setProblem(error instanceof Error ? error.message : String(error))
      } finally {
        if (mine === turn.current) setRunning(false)
      }
    },
    async cancel(): Promise<void> {
      if (id === null) return
      try {
        await cancelImport(desk, id)
      } catch (error) {
        if (!(error instanceof FaultError && error.fault.kind === 'notFound')) throw error
        // Central has nothing of it yet: what is under way is broken off.
        sending.current?.abort()
      }
    },
    reset(): void {
      turn.current++
      setId(null)
      setProgress(null)
      setProblem(null)
    },
  }
}
