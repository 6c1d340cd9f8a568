import { useEffect } from 'react'
import { keepDrafts, keptDrafts } from '../../flow/admin/kept-drafts.ts'
import { useDesk, useParts, useScreen } from '../context.tsx'
import { textOf } from './use-asked.ts'

/**
 * What is entered and not saved is kept on this machine at every change: a reload, a crash, or the system's end loses none of it. Leaving the
 * page is asked about all the same, by the browser or by the desktop's window.
 */
export function useLeaving(): void {
  const { screen } = useParts()
  const person = useDesk().me.id
  useEffect(() => {
    screen.setState({ drafts: keptDrafts(localStorage, person) })
    return screen.subscribe(({ drafts }, before) => {
      if (drafts === before.drafts) return
      try {
        keepDrafts(localStorage, person, drafts)
      } catch (error) {
        screen.setState({ problem: textOf(error) })
      }
    })
  }, [screen, person])

  const unsaved = useScreen((s) => Object.keys(s.drafts).length > 0)
  useEffect(() => {
    if (!unsaved) return
    const ask = (e: BeforeUnloadEvent) => e.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
}
