import { Button, Textarea } from '@mantine/core'
import { useT } from '../../context.tsx'
import css from '../admin.module.css'

interface Props {
  /** Of the headers that are kept. */
  names: readonly string[]
  /** null: they stay. */
  text: string | null
  problem: string | undefined
  onChange(text: string | null): void
}

/** Keys that are sent along. Those that are kept are never shown again: they stay, or others take their place. */
export function HeaderLines({ names, text, problem, onChange }: Props) {
  const t = useT()
  if (text === null)
    return (
      <div className={css.line}>
        <span className={css.hint}>
          {names.length === 0
            ? t('admin.enrichers.noHeaders')
            : t('admin.enrichers.headersKept', { names: names.join(', ') })}
        </span>
        <Button onClick={() => onChange('')}>{t('admin.enrichers.otherHeaders')}</Button>
      </div>
    )
  return (
    <Textarea
      label={t('admin.enrichers.headers')}
      description={t('admin.enrichers.headersHint')}
      placeholder="Authorization: Bearer …"
      rows={2}
      value={text}
      error={problem}
      autoComplete="off"
      spellCheck={false}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  )
}
