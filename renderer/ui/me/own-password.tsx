import { Alert, Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changePassword } from '../../flow/admin/people.ts'
import { useDesk, useScreen, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { Password } from '../parts/password.tsx'
import { useSave } from '../parts/use-save.ts'
import css from './me.module.css'

/** One's own password: central asks for the present one, and ends one's other sessions. */
export function OwnPassword() {
  const t = useT()
  const desk = useDesk()
  const online = useScreen((s) => s.sync.connection === 'online')
  const { busy, problem, save, at } = useSave()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const incomplete = current === '' || password.length < 8
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    setDone(false)
    void save(async () => {
      await changePassword(desk, current, password)
      setCurrent('')
      setPassword('')
      setDone(true)
      return t('me.password.changed')
    })
  }
  const wrong = at('/current')
  return (
    <section className={`${parts.card} ${parts.pad}`} aria-label={t('me.password.title')}>
      <h2 className={parts.h2}>{t('me.password.title')}</h2>
      <div className={parts.dim}>{t(online ? 'me.password.hint' : 'me.password.offline')}</div>
      <form className={css.password} onSubmit={onSubmit}>
        <Password
          label={t('me.password.current')}
          value={current}
          maxLength={200}
          autoComplete="current-password"
          error={wrong}
          onChange={(e) => setCurrent(e.currentTarget.value)}
        />
        <Password
          label={t('me.password.fresh')}
          value={password}
          maxLength={200}
          autoComplete="new-password"
          error={at('/password')}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" size="sm" mt={21} loading={busy} disabled={incomplete || !online}>
          {t('me.password.change')}
        </Button>
      </form>
      {problem && wrong === undefined && (
        <Alert color="red" role="alert" mt="xs">
          {problem}
        </Alert>
      )}
      {done && (
        <Alert color="green" role="status" mt="xs">
          {t('me.password.changed')}
        </Alert>
      )}
    </section>
  )
}
