import { Alert, Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useT } from '../context.tsx'
import css from './admin.module.css'

interface Props {
  title: string
  hint: string
  /** Names the field. */
  label: string
  text: string
  onClose(): void
}

/** A link or a secret that is told this once: to be copied, then gone. */
export function ShownOnce({ title, hint, label, text, onClose }: Props) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null)
  const copy = () => {
    field.current?.select()
    navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  }
  return (
    <Alert color="green" role="status" title={title}>
      <p className={css.hint}>{hint}</p>
      <div className={css.once}>
        <TextInput
          ref={field}
          className={css.grow}
          aria-label={label}
          readOnly
          value={text}
          onFocus={(e) => e.currentTarget.select()}
        />
        <Button variant="filled" autoFocus onClick={copy}>
          {t('admin.copy')}
        </Button>
        <Button onClick={onClose}>{t('admin.gotIt')}</Button>
      </div>
      <div role="status" className={css.hint}>
        {copied && t(`admin.copied.${copied}`)}
      </div>
    </Alert>
  )
}
