import { Button, Group, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useScreen, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import css from './me.module.css'
import { OwnPassword } from './own-password.tsx'
import { Parked } from './parked.tsx'
import { Reminders } from './reminders.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Who is signed in, what this machine still has to send, and how it looks. */
export function MeScreen() {
  const t = useT()
  const { me } = useDesk()
  const { signOut, session } = useParts()
  const attempt = useAttempt()
  const now = useNow(15_000)
  const sync = useScreen((s) => s.sync)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={parts.page}>
      <div className={parts.narrow}>
        <section className={`${parts.card} ${parts.pad}`}>
          <div className={parts.cardHead}>
            <h2 className={css.name}>{me.name}</h2>
            <Button onClick={() => void attempt(signOut)}>{t('action.signOut')}</Button>
          </div>
          <div className={parts.dim}>
            {me.email} · {t(`role.${me.role}`)}
          </div>
        </section>
        {sync.notice?.kind === 'signIn' && <SignInAgain />}
        <section className={`${parts.card} ${parts.pad}`}>
          <div className={parts.cardHead}>
            <h2 className={parts.h2}>{t('me.machine')}</h2>
            <Button onClick={() => session.syncNow()}>{t('action.sync')}</Button>
          </div>
          <dl className={css.facts}>
            <dt>{t('me.connection')}</dt>
            <dd>{t(`me.${sync.connection}`, { at: moment(sync.since, now) })}</dd>
            <dt>{t('me.waiting')}</dt>
            <dd>{sync.waiting === 0 ? t('me.nothing') : t('sync.waiting', { count: sync.waiting })}</dd>
            <dt>{t('me.lastSync')}</dt>
            <dd>{sync.lastSyncedAt ? moment(sync.lastSyncedAt, now) : t('me.never')}</dd>
            {sync.notice && (
              <>
                <dt>{t('me.notice')}</dt>
                <dd className={css.notice}>{sync.notice.message}</dd>
              </>
            )}
          </dl>
        </section>
        <Parked count={sync.parked} />
        <Reminders />
        <OwnPassword />
        <section className={`${parts.card} ${parts.pad}`}>
          <Group justify="space-between">
            <h2 className={parts.h2}>{t('me.theme')}</h2>
            <SegmentedControl
              size="xs"
              value={colorScheme}
              onChange={setColorScheme}
              aria-label={t('me.theme')}
              data={[
                { value: 'light', label: t('me.light') },
                { value: 'dark', label: t('me.dark') },
                { value: 'auto', label: t('me.auto') },
              ]}
            />
          </Group>
        </section>
      </div>
    </div>
  )
}
