import { useEffect } from 'react'
import type { Desk } from '../../flow/desk.ts'
import type { GoingCall } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'

/**
 * A call goes on until its outcome is given or its lead is gone, whatever else is done to the lead in it, and on whichever lead or screen
 * one is; a break that was asked for in it begins then. True while one goes on.
 */
export function useGoingCalls(): boolean {
  const t = useT()
  const { screen, desk } = useParts()
  const going = useScreen((s) => s.going)
  const after = useScreen((s) => (typeof s.paused === 'object' ? s.paused : null))
  useEffect(() => {
    const watched = after && !going.some((g) => g.call === after.call) ? [...going, after] : going
    if (watched.length === 0) return
    let wanted = true
    const look = async () => {
      for (const one of watched) {
        if (!(await isOver(desk, one)) || !wanted) continue
        const { going, paused } = screen.getState()
        const rests = typeof paused === 'object' && paused?.call === one.call
        screen.setState({
          going: going.filter((g) => g.call !== one.call),
          ...(rests && { paused: desk.now(), said: t('break.begun') }),
        })
      }
    }
    const onChange = () =>
      void look().catch((error: unknown) => wanted && screen.setState({ problem: String(error) }))
    onChange()
    const off = desk.reader.subscribe(onChange)
    return () => {
      wanted = false
      off()
    }
  }, [going, after, screen, desk, t])
  return going.length > 0 || after !== null
}

/** A lead that was closed in the call, as by a do-not-call, says nothing of the call any more: the call itself is looked at. */
async function isOver({ reader }: Desk, { lead, call }: GoingCall): Promise<boolean> {
  const row = reader.row(lead)
  if (!row) return true
  if (row.work.do === 'wrapUp' && row.work.call === call) return false
  const snapshot = await reader.snapshot(row.id)
  // One that is not recorded yet is about to be.
  return snapshot?.lead.calls.some((c) => c.id === call && c.disposition !== null) ?? true
}
