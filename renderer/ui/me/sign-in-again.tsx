import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../actions/use-actions.tsx'
import { useParts, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { Password } from '../parts/password.tsx'
import css from './me.module.css'

/** Central no longer knows the session: the password again, and what waits goes on from there. */
export function SignInAgain() {
  const t = useT()
  const { session } = useParts()
  const attempt = useAttempt()
  const [password, setPassword] = useState('')
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    void attempt(async () => {
      await session.signInAgain(password)
      setPassword('')
    })
  }
  return (
    <section className={`${parts.card} ${parts.pad}`}>
      <h2 className={parts.h2}>{t('me.again')}</h2>
      <form className={css.again} onSubmit={onSubmit}>
        <Password
          label={t('signIn.password')}
          value={password}
          autoComplete="current-password"
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" variant="filled" size="sm">
          {t('signIn.submit')}
        </Button>
      </form>
    </section>
  )
}
