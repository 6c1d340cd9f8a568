import { useEffect } from 'react'
import { useScreen } from '../context.tsx'

/** Leaving or reloading the page is asked about while something is not saved. The desktop's window has no such question, and closes. */
export function useLeaving(): void {
  const unsaved = useScreen((s) => Object.keys(s.drafts).length > 0)
  useEffect(() => {
    if (!unsaved || window.leadwright) return
    const ask = (e: BeforeUnloadEvent) => e.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
}
