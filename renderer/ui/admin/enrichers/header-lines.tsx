import { Button, Textarea } from '@mantine/core'
import { useT } from '../../context.tsx'
import css from '../admin.module.css'
import type { Keys } from './enricher-draft.ts'

interface Props {
  /** Of the headers that are kept. */
  names: readonly string[]
  keys: Keys
  problem: string | undefined
  onChange(keys: Keys): void
}

/** Keys that are sent along. Those that are kept are never shown again: they stay, or go, or others take their place. */
export function HeaderLines({ names, keys, problem, onChange }: Props) {
  const t = useT()
  const has = names.length > 0
  const keep = has && <Button onClick={() => onChange('kept')}>{t('admin.enrichers.keepHeaders')}</Button>
  if (typeof keys === 'string')
    return (
      <div className={css.line}>
        <span className={css.hint}>
          {keys === 'none'
            ? t('admin.enrichers.headersGo')
            : has
              ? t('admin.enrichers.headersKept', { names: names.join(', ') })
              : t('admin.enrichers.noHeaders')}
        </span>
        {keys === 'none' && keep}
        {keys === 'kept' && (
          <Button onClick={() => onChange({ text: '' })}>{t('admin.enrichers.otherHeaders')}</Button>
        )}
        {keys === 'kept' && has && (
          <Button onClick={() => onChange('none')}>{t('admin.enrichers.removeHeaders')}</Button>
        )}
      </div>
    )
  return (
    <>
      <Textarea
        label={t('admin.enrichers.headers')}
        description={t(has ? 'admin.enrichers.headersBlank' : 'admin.enrichers.headersHint')}
        placeholder="Authorization: Bearer …"
        rows={2}
        value={keys.text}
        error={problem}
        autoComplete="off"
        spellCheck={false}
        onChange={(e) => onChange({ text: e.currentTarget.value })}
      />
      {keep && <div className={css.line}>{keep}</div>}
    </>
  )
}
