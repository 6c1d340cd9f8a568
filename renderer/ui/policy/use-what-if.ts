import { useEffect, useRef, useState } from 'react'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { WhatIf } from '../../../shared/policy/what-if.ts'
import type { Economics } from '../../../shared/policy/what-if-sums.ts'
import { handLeadsOver } from '../../flow/what-if/load.ts'
import { startWhatIf, type WhatIfWorker } from '../../flow/what-if/start.ts'
import { useDesk } from '../context.tsx'

/** While somebody drags, nothing is tried. */
const SETTLED_MS = 120

export interface WhatIfState {
  /** Leads that are at hand for it; null: they are still being read. */
  leads: number | null
  /** How far the leads are read, or the draft is tried; null: nothing goes on. */
  progress: { what: 'reading' | 'trying'; done: number; of: number } | null
  /** The latest answer; of an earlier draft while a new one is being tried. */
  answer: { result: WhatIf; ms: number } | null
  problem: string | null
  reload(): void
}

/** What a draft would do with the campaign's leads on this machine. @param after null: there is nothing that could be tried */
export function useWhatIf(
  campaign: string,
  before: Policy,
  after: Policy | null,
  economics: Economics,
): WhatIfState {
  const desk = useDesk()
  const worker = useRef<WhatIfWorker>(null)
  const latest = useRef(0)
  const [leads, setLeads] = useState<number | null>(null)
  const [progress, setProgress] = useState<WhatIfState['progress']>(null)
  const [answer, setAnswer] = useState<WhatIfState['answer']>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    const failed = (why: string) => {
      setProgress(null)
      setProblem(why)
    }
    const started = startWhatIf((message) => {
      if (message.id !== latest.current) return
      if (message.kind === 'progress')
        return setProgress({ what: 'trying', done: message.done, of: message.of })
      if (message.kind === 'failed') return failed(message.message)
      setProgress(null)
      setProblem(null)
      setAnswer({ result: message.result, ms: message.ms })
    }, failed)
    worker.current = started
    return () => {
      worker.current = null
      started.end()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the turn is the wish to read them anew
  useEffect(() => {
    const gone = new AbortController()
    const post: WhatIfWorker['post'] = (message) => worker.current?.post(message)
    const tell = (done: number, of: number) =>
      gone.signal.aborted || setProgress({ what: 'reading', done, of })
    setLeads(null)
    handLeadsOver(desk, campaign, post, tell, gone.signal).then(
      (handed) => gone.signal.aborted || setLeads(handed),
      (error: unknown) => {
        if (gone.signal.aborted) return
        setProgress(null)
        setProblem(String(error))
      },
    )
    return () => gone.abort()
  }, [desk, campaign, turn])

  useEffect(() => {
    if (leads === null) return
    // What was read stands as progress until the first answer.
    if (after === null) return setProgress(null)
    const timer = setTimeout(() => {
      latest.current += 1
      const asOf = new Date(desk.now()).toISOString().slice(0, 10)
      worker.current?.post({ kind: 'run', id: latest.current, before, after, asOf, economics })
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [desk, leads, before, after, economics])

  return { leads, progress, answer, problem, reload: () => setTurn((n) => n + 1) }
}
