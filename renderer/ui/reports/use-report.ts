import { useEffect, useState } from 'react'
import { loadReport, type ReportName, type ReportOf, type ReportSpan } from '../../flow/reports.ts'
import { useDesk } from '../context.tsx'

interface State<N extends ReportName> {
  /** What was answered last, and for what; null: nothing yet. */
  of: ReportSpan | null
  report: ReportOf<N> | null
  /** When it was answered (epoch milliseconds). */
  at: number
  problem: string | null
}

/**
 * A report as central makes it, asked anew for another span. The one before stays on screen until the next is there.
 * @param turn another one: the same is asked for once more
 */
export function useReport<N extends ReportName>(name: N, span: ReportSpan, turn = '') {
  const desk = useDesk()
  const [{ of, report, at, problem }, setState] = useState<State<N>>({
    of: null,
    report: null,
    at: 0,
    problem: null,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is a reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    loadReport(desk, name, span, gone.signal).then(
      (report) => gone.signal.aborted || setState({ of: span, report, at: desk.now(), problem: null }),
      (error: unknown) =>
        gone.signal.aborted ||
        setState((s) => ({
          ...s,
          of: span,
          problem: error instanceof Error ? error.message : String(error),
        })),
    )
    return () => gone.abort()
  }, [desk, name, span, turn])
  return { report, at, problem: of === span ? problem : null, asking: of !== span }
}
