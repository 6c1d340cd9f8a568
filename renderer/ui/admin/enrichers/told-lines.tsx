import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Field } from '../../../../shared/lead/catalog.ts'
import { useT } from '../../context.tsx'
import css from '../admin.module.css'
import type { Told } from './enricher-draft.ts'

interface Props {
  lines: readonly Told[]
  fields: readonly Field[]
  at(pointer: string): string | undefined
  onChange(lines: Told[]): void
}

/** Where in the answer each field stands; no field twice. */
export function ToldLines({ lines, fields, at, onChange }: Props) {
  const t = useT()
  const free = fields.filter((f) => !lines.some((line) => line.field === f.id))
  const put = (i: number, line: Told) => onChange(lines.map((old, place) => (place === i ? line : old)))
  const offered = (line: Told) => {
    const known = fields.filter((f) => f.id === line.field || free.includes(f))
    // A field that no campaign has any more is shown by its id, and kept.
    const gone = known.some((f) => f.id === line.field) ? [] : [{ value: line.field, label: line.field }]
    return [...gone, ...known.map((f) => ({ value: f.id, label: f.label }))]
  }
  return (
    <fieldset className={css.group}>
      <legend>{t('admin.enrichers.told')}</legend>
      <p className={css.hint}>{t('admin.enrichers.toldHint')}</p>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div key={i} className={css.told}>
          <NativeSelect
            aria-label={t('admin.enrichers.fieldOf', { n: i + 1 })}
            value={line.field}
            data={offered(line)}
            onChange={(e) => put(i, { ...line, field: e.currentTarget.value })}
          />
          <TextInput
            aria-label={t('admin.enrichers.pointerOf', { n: i + 1 })}
            placeholder="/company/employees"
            value={line.pointer}
            maxLength={300}
            error={at(`/fields/${line.field}`)}
            onChange={(e) => put(i, { ...line, pointer: e.currentTarget.value })}
          />
          <Button
            aria-label={t('admin.enrichers.dropLine', { n: i + 1 })}
            onClick={() => onChange(lines.filter((_, place) => place !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={free.length === 0}
          onClick={() => free[0] && onChange([...lines, { field: free[0].id, pointer: '' }])}
        >
          {t('admin.enrichers.addLine')}
        </Button>
      </div>
    </fieldset>
  )
}
