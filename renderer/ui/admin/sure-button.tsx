import { Button } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../context.tsx'
import css from './admin.module.css'

interface Props {
  label: string
  /** What will happen, as a question. */
  ask: string
  /** What the button says that does it. */
  yes: string
  /** For those who cannot see what it stands beside. */
  name?: string
  busy?: boolean
  disabled?: boolean
  run(): Promise<unknown>
}

/** A button for what is not easily taken back: it asks first, in its own place. */
export function SureButton({ label, ask, yes, name, busy, disabled, run }: Props) {
  const t = useT()
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button disabled={disabled} aria-label={name} onClick={() => setAsked(true)}>
        {label}
      </Button>
    )
  return (
    <span className={css.sure}>
      {ask}
      <Button
        color="red.9"
        variant="filled"
        loading={busy}
        data-autofocus
        autoFocus
        onClick={() => void run().then(() => setAsked(false))}
      >
        {yes}
      </Button>
      <Button onClick={() => setAsked(false)}>{t('dialog.cancel')}</Button>
    </span>
  )
}
