import { type ReactNode, useEffect, useMemo } from 'react'
import { createFilters } from '../flow/saved-filters.ts'
import { remembering } from '../flow/undo/undo-log.ts'
import type { MovedLead, OpenDesk, SessionControl } from '../session/session.ts'
import type { ScreenStore } from '../state/screen.ts'
import { PartsProvider, useT } from './context.tsx'
import { Frame } from './frame/frame.tsx'
import { movedText } from './moved-text.ts'

interface Props {
  session: Pick<SessionControl, 'signOut'>
  screen: ScreenStore
  open: OpenDesk
  /** Calls back until the way out that it returns is taken. */
  onMoved(listener: (leads: MovedLead[]) => void): () => void
  onSignedOut(): void
  /** Stands here until the person's leads are in order. */
  opening: ReactNode
}

/** Everything that a person who is signed in works with. */
export function SignedIn({ session, screen, open, onMoved, onSignedOut, opening }: Props) {
  const t = useT()
  useEffect(
    () =>
      onMoved((leads) => {
        const told = movedText(t, leads, open.desk)
        if (told) screen.setState(({ news }) => ({ news: [...news, told] }))
      }),
    [open, onMoved, screen, t],
  )
  const parts = useMemo(() => {
    const { desk, log } = remembering(open.desk)
    return {
      desk,
      undo: log,
      filters: createFilters(window.localStorage, open.person.id),
      screen,
      session: open,
      async signOut() {
        await session.signOut()
        onSignedOut()
      },
    }
  }, [open, screen, session, onSignedOut])
  return (
    <PartsProvider parts={parts}>
      <Frame opening={opening} />
    </PartsProvider>
  )
}
