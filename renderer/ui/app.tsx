import { Button, Loader, MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Glance } from '../db/views.ts'
import type { MovedLead, OpenDesk, SessionControl } from '../session/session.ts'
import { beginScreen, firstScreenOf, type ScreenStore } from '../state/screen.ts'
import { TextsProvider, useT } from './context.tsx'
import { CrashBoundary } from './crash-screen.tsx'
import { GlanceScreen } from './desk/glance-screen.tsx'
import { Empty } from './parts/empty.tsx'
import { useLate } from './parts/late.tsx'
import { type DemoHint, SignIn } from './sign-in.tsx'
import { theme } from './theme.ts'

export interface AppProps {
  session: SessionControl
  screen: ScreenStore
  texts: i18n
  demo(): Promise<DemoHint | null>
  /** Each calls back until the way out that it returns is taken: another window took over; leads left this machine... */
  onTakenOver(listener: () => void): () => void
  onMoved(listener: (leads: MovedLead[]) => void): () => void
  onGlance(listener: (glance: Glance | null) => void): () => void
  /** This device may no longer be used; with what could not be deleted yet. */
  onWiped(listener: (problem: string | null) => void): () => void
}

const loadSignedIn = async () => (await import('./signed-in.tsx')).SignedIn

/** From the first paint to the desk: resumes, else asks who it is. */
export const App = (props: AppProps) => (
  <MantineProvider theme={theme} defaultColorScheme="auto">
    <I18nextProvider i18n={props.texts}>
      <TextsProvider>
        <CrashBoundary>
          <Door {...props} />
        </CrashBoundary>
      </TextsProvider>
    </I18nextProvider>
  </MantineProvider>
)

type Phase =
  | { at: 'starting' }
  | { at: 'out'; note?: 'ended' | 'takenOver' | 'wiped'; problem?: string | null }
  | { at: 'in'; open: OpenDesk }
  | { at: 'failed'; message: string }

function Door({ session, screen, demo, onTakenOver, onMoved, onGlance, onWiped }: AppProps) {
  const t = useT()
  const [asksAtOnce] = useState(() => session.asks())
  const [phase, setPhase] = useState<Phase>({ at: asksAtOnce ? 'out' : 'starting' })

  useEffect(() => {
    // There is nothing to resume, but what was begun to be finished. What keeps it from that the sign-in meets, too, and tells.
    if (asksAtOnce) return whenShown(() => void session.resume().catch(() => undefined))
  }, [asksAtOnce, session])
  useEffect(() => {
    if (phase.at !== 'starting') return
    session.resume().then(
      (open) => setPhase(open ? { at: 'in', open } : { at: 'out' }),
      (error: unknown) =>
        setPhase({ at: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
  }, [phase.at, session])
  const [glance, setGlance] = useState<Glance | null>(null)
  useEffect(() => onGlance(setGlance), [onGlance])
  useLayoutEffect(() => {
    if (phase.at === 'failed') setGlance(null)
  }, [phase.at])
  const leave = useCallback((why: Omit<Phase & { at: 'out' }, 'at'>) => {
    // It stays while their leads are put in order; the next person is not to see it, and what is covered takes no focus.
    setGlance(null)
    setPhase({ at: 'out', ...why })
  }, [])
  useEffect(() => onTakenOver(() => leave({ note: 'takenOver' })), [onTakenOver, leave])
  useEffect(() => onWiped((problem) => leave({ note: 'wiped', problem })), [onWiped, leave])

  const enter = useCallback(
    (open: OpenDesk) => {
      beginScreen(screen, { screen: firstScreenOf(open.person.role), sync: open.status() })
      setPhase({ at: 'in', open })
    },
    [screen],
  )
  // What works the desk comes while the person types; what they type into does not wait for it.
  const [hasForm, setHasForm] = useState(false)
  useEffect(() => (phase.at === 'out' ? whenShown(() => setHasForm(true)) : undefined), [phase.at])
  const isOpening = glance !== null || phase.at === 'in'
  const { Part: SignedIn, error } = useLate(loadSignedIn, hasForm || isOpening)
  const opening = useMemo(
    () => ({
      known: session.known,
      signIn: (...how: Parameters<typeof session.signIn>) =>
        session.signIn(...how).catch((error: unknown) => {
          setGlance(null)
          throw error
        }),
    }),
    [session],
  )
  const signedOut = useCallback(() => leave({ note: 'ended' }), [leave])

  const arriving = glance ? (
    <GlanceScreen glance={glance} />
  ) : (
    <Empty title={t('start.opening')}>
      <Loader size="sm" />
    </Empty>
  )
  if (phase.at === 'starting') return arriving
  if (phase.at === 'failed')
    return (
      <Empty title={t('start.failed')}>
        <div role="alert">{phase.message}</div>
        <Button onClick={() => setPhase({ at: 'starting' })}>{t('start.retry')}</Button>
      </Empty>
    )
  if (phase.at === 'out')
    return (
      <>
        {glance && <GlanceScreen glance={glance} />}
        {/* It stays: what goes wrong yet is told there. */}
        <div hidden={glance !== null}>
          <SignIn
            session={opening}
            demo={demo}
            onOpen={enter}
            note={phase.note ? t(`signIn.${phase.note}`) : undefined}
            trouble={phase.problem ? t('signIn.notWiped', { why: phase.problem }) : null}
          />
        </div>
      </>
    )
  // For the screen of what failed.
  if (error !== null) throw error
  if (SignedIn === null) return arriving
  return (
    <SignedIn
      session={session}
      screen={screen}
      open={phase.open}
      onMoved={onMoved}
      onSignedOut={signedOut}
      opening={arriving}
    />
  )
}

/** After the next frame is painted; returns the way out. */
function whenShown(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
