import { Alert, Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { type KnownPerson, type OpenDesk, type SessionControl, SignInError } from '../session/session.ts'
import { useT } from './context.tsx'
import frame from './frame/frame.module.css'
import parts from './parts/parts.module.css'
import { Password } from './parts/password.tsx'

export interface DemoHint {
  email: string
  password: string
}

interface Props {
  session: Pick<SessionControl, 'known' | 'signIn'>
  /** What central says of a demo account, if it runs one. */
  demo(): Promise<DemoHint | null>
  onOpen(open: OpenDesk): void
  /** Why the person is here again, if there is a reason to tell. */
  note?: string
  /** What went wrong before, to begin with. */
  trouble?: string | null
}

/** E-mail and password; without a connection it opens what is on this machine. */
export function SignIn({ session, demo, onOpen, note, trouble = null }: Props) {
  const t = useT()
  const [known] = useState<KnownPerson[]>(() => session.known())
  const [email, setEmail] = useState(known[0]?.email ?? '')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(trouble)
  // It may be found out while the form stands there.
  useEffect(() => {
    if (trouble !== null) setProblem(trouble)
  }, [trouble])
  const [elsewhere, setElsewhere] = useState(false)
  const [busy, setBusy] = useState(false)
  const [hint, setHint] = useState<DemoHint | null>(null)
  useEffect(() => {
    let gone = false
    void demo().then((found) => {
      if (!gone) setHint(found)
    })
    return () => {
      gone = true
    }
  }, [demo])

  const submit = async (takeOver: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      onOpen(await session.signIn(email.trim(), password, { takeOver }))
    } catch (error) {
      setElsewhere(error instanceof SignInError && error.problem === 'openElsewhere')
      setProblem(
        error instanceof SignInError
          ? t(`signIn.problem.${error.problem}`)
          : String(error instanceof Error ? error.message : error),
      )
      setBusy(false)
    }
  }
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    void submit(false)
  }

  return (
    <main className={frame.sign}>
      <form className={`${parts.card} ${frame.signCard}`} onSubmit={onSubmit} aria-label={t('signIn.title')}>
        <div>
          <h1 className={frame.brand}>Leadwright</h1>
          <div className={parts.dim}>{note ?? t('signIn.lead')}</div>
        </div>
        <TextInput
          size="sm"
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          required
          withAsterisk={false}
          data-autofocus
          autoFocus={email === ''}
        />
        <Password
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus={email !== ''}
        />
        {problem && (
          <Alert color="red" variant="light" p="xs" role="alert">
            {problem}
          </Alert>
        )}
        {elsewhere && (
          <Button size="sm" onClick={() => void submit(true)}>
            {t('signIn.takeOver')}
          </Button>
        )}
        <Button type="submit" variant="filled" size="sm" loading={busy}>
          {t('signIn.submit')}
        </Button>
        <div className={`${parts.dim} ${parts.small}`}>{t('signIn.offline')}</div>
        {hint && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              setEmail(hint.email)
              setPassword(hint.password)
            }}
          >
            {t('signIn.demo')}
          </Button>
        )}
      </form>
    </main>
  )
}
