import { useEffect } from 'react'
import { useScreen } from '../context.tsx'

/** Leaving or reloading the page is asked about while something is not saved: by the browser, or by the desktop's window. */
export function useLeaving(): void {
  const unsaved = useScreen((s) => Object.keys(s.drafts).length > 0)
  useEffect(() => {
    if (!unsaved) return
    const ask = (e: BeforeUnloadEvent) => e.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
}
