import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAttempt } from '../actions/use-actions.tsx'
import { useT } from '../context.tsx'
import { askPermission, permission } from '../format/notify.ts'
import parts from '../parts/parts.module.css'

/** Whether callbacks are announced while the page is in the background. Asked here, never unasked; the desktop app always does. */
export function Reminders() {
  const t = useT()
  const attempt = useAttempt()
  const [state, setState] = useState(permission)
  if (window.leadwright) return null
  const text = { granted: 'on', default: 'off', denied: 'blocked', unsupported: 'unsupported' } as const
  return (
    <section className={`${parts.card} ${parts.pad}`}>
      <div className={parts.cardHead}>
        <h2 className={parts.h2}>{t('reminders.title')}</h2>
        {state === 'default' && (
          <Button onClick={() => void attempt(async () => setState(await askPermission()))}>
            {t('reminders.ask')}
          </Button>
        )}
      </div>
      <div className={parts.dim}>{t(`reminders.${text[state]}`)}</div>
    </section>
  )
}
