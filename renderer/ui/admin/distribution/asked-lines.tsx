import { Button, MultiSelect, NativeSelect, NumberInput, TagsInput } from '@mantine/core'
import type { Field } from '../../../../shared/lead/catalog.ts'
import { useT } from '../../context.tsx'
import css from '../admin.module.css'
import { type Asked, askOf } from './simple-condition.ts'

const SCORE = 'score'

interface Props {
  asked: readonly Asked[]
  /** What can be asked for. */
  fields: readonly Field[]
  /** What it means that nothing is asked. */
  every?: string
  onChange(asked: Asked[]): void
}

/** What all must hold of a lead; nothing asked: every lead. */
export function AskedLines({ asked, fields, every, onChange }: Props) {
  const t = useT()
  const put = (i: number, line: Asked) => onChange(asked.map((old, at) => (at === i ? line : old)))
  const sources = [
    ...fields.map((f) => ({ value: f.id as string, label: f.label })),
    { value: SCORE, label: t('admin.distribution.score') },
  ]
  return (
    <fieldset className={css.group}>
      <legend>{t('admin.distribution.when')}</legend>
      {asked.length === 0 && <p className={css.hint}>{every ?? t('admin.distribution.every')}</p>}
      {asked.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div key={i} className={css.asked}>
          <NativeSelect
            aria-label={t('admin.distribution.field', { n: i + 1 })}
            value={'score' in line ? SCORE : line.field}
            data={sources}
            onChange={(e) => {
              const field = fields.find((f) => f.id === e.currentTarget.value)
              put(i, field ? askOf(field) : { score: { min: 50 } })
            }}
          />
          <Value line={line} fields={fields} n={i + 1} onChange={(next) => put(i, next)} />
          <Button
            aria-label={t('admin.distribution.dropLine', { n: i + 1 })}
            onClick={() => onChange(asked.filter((_, at) => at !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={asked.length >= 20}
          onClick={() => onChange([...asked, { field: 'country', in: [] }])}
        >
          {t('admin.distribution.ask')}
        </Button>
      </div>
    </fieldset>
  )
}

interface ValueProps {
  line: Asked
  fields: readonly Field[]
  n: number
  onChange(line: Asked): void
}

function Value({ line, fields, n, onChange }: ValueProps) {
  const t = useT()
  const label = t('admin.distribution.values', { n })
  if (!('in' in line)) {
    const { min } = 'score' in line ? line.score : line
    return (
      <NumberInput
        size="xs"
        aria-label={label}
        prefix={t('admin.distribution.least')}
        value={min}
        onChange={(n) =>
          typeof n === 'number' &&
          onChange('score' in line ? { score: { min: n } } : { field: line.field, min: n })
        }
      />
    )
  }
  const choices = fields.find((f) => f.id === line.field)?.choices
  const change = (values: string[]) => onChange({ field: line.field, in: values })
  if (choices)
    return (
      <MultiSelect
        size="xs"
        aria-label={label}
        value={[...line.in]}
        data={choices.map((c) => ({ value: c.id, label: c.label }))}
        onChange={change}
      />
    )
  return (
    <TagsInput
      size="xs"
      aria-label={label}
      placeholder={line.in.length === 0 ? t('admin.distribution.valueHint') : ''}
      value={[...line.in]}
      splitChars={[',', ';']}
      acceptValueOnBlur
      onChange={(values) =>
        change(
          line.field === 'country' ? values.map((v) => v.trim().toUpperCase()) : values.map((v) => v.trim()),
        )
      }
    />
  )
}
