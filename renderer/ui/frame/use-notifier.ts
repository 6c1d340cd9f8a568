import { useEffect, useMemo } from 'react'
import { openLead } from '../../state/screen.ts'
import { useParts } from '../context.tsx'
import { createNotifier, openChosen, type Reminder } from '../format/notify.ts'

/** How what is due reaches a person; what goes wrong on the way is shown. */
export interface Telling {
  /** How many callbacks are due, on the program's icon. */
  badge(due: number): void
  notify(reminder: Reminder): void
}

/** The lead of a notification that is clicked is opened, on whichever screen one is. */
export function useNotifier(): Telling {
  const { screen } = useParts()
  const { telling, open, onFailure } = useMemo(() => {
    const onFailure = (error: unknown) => screen.setState({ problem: String(error) })
    const open = (lead: string) => {
      screen.setState({ screen: 'queue' })
      openLead(screen, lead)
    }
    const notifier = createNotifier((told) => screen.setState({ told }), open)
    const telling: Telling = {
      badge: (due) => void notifier.badge(due).catch(onFailure),
      notify: (reminder) => void notifier.notify(reminder).catch(onFailure),
    }
    return { telling, open, onFailure }
  }, [screen])
  useEffect(() => {
    const gone = new AbortController()
    openChosen(open, gone.signal).catch(onFailure)
    return () => gone.abort()
  }, [open, onFailure])
  return telling
}
