import { Button, NativeSelect, TextInput } from '@mantine/core'
import { MAPPED_EXTRAS, type Mapped } from '../../../../shared/api/channels.ts'
import { CATALOG, isOwnId } from '../../../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../../../shared/policy/own-fields.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { useDesk, useT } from '../../context.tsx'
import css from '../admin.module.css'

const CONSTANT = 'constant'

interface Props {
  lines: readonly Mapped[]
  at(pointer: string): string | undefined
  onChange(lines: Mapped[]): void
}

/** What the receiver calls each value; without lines it gets everything under Leadwright's own names. */
export function MappingLines({ lines, at, onChange }: Props) {
  const t = useT()
  const { reader } = useDesk()
  const own = ownFieldsOf(declaredIn(reader, null))
  const sources = [
    ...CATALOG.map((f) => ({ value: f.id as string, label: f.label as string })),
    ...own.map((f) => ({ value: f.id as string, label: f.label })),
    ...MAPPED_EXTRAS.map((value) => ({ value: value as string, label: t(`admin.channels.extra.${value}`) })),
    { value: CONSTANT, label: t('admin.channels.constant') },
  ]
  const put = (i: number, line: Mapped) => onChange(lines.map((old, at) => (at === i ? line : old)))
  return (
    <fieldset className={css.group}>
      <legend>{t('admin.channels.mapping')}</legend>
      {lines.length === 0 && <p className={css.hint}>{t('admin.channels.mappingHint')}</p>}
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div key={i} className={css.mapped}>
          <TextInput
            aria-label={t('admin.channels.theirName', { n: i + 1 })}
            placeholder={t('admin.channels.theirNameShort')}
            value={line.name}
            maxLength={80}
            error={at(`/mapping/${i}`)}
            onChange={(e) => put(i, { ...line, name: e.currentTarget.value })}
          />
          <NativeSelect
            aria-label={t('admin.channels.source', { n: i + 1 })}
            value={line.field ?? CONSTANT}
            data={sources}
            onChange={(e) => put(i, sourced(line, e.currentTarget.value))}
          />
          {line.field === undefined ? (
            <TextInput
              aria-label={t('admin.channels.constantOf', { n: i + 1 })}
              value={String(line.constant ?? '')}
              maxLength={500}
              onChange={(e) => put(i, { ...line, constant: e.currentTarget.value })}
            />
          ) : (
            <NativeSelect
              aria-label={t('admin.channels.as', { n: i + 1 })}
              value={line.as}
              data={[
                { value: 'label', label: t('admin.channels.asLabel') },
                { value: 'id', label: t('admin.channels.asId') },
              ]}
              onChange={(e) => put(i, { ...line, as: e.currentTarget.value === 'id' ? 'id' : 'label' })}
            />
          )}
          <Button
            aria-label={t('admin.channels.dropLine', { n: i + 1 })}
            onClick={() => onChange(lines.filter((_, at) => at !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={lines.length >= 100}
          onClick={() => onChange([...lines, { name: '', field: 'email', as: 'label' }])}
        >
          {t('admin.channels.addLine')}
        </Button>
      </div>
    </fieldset>
  )
}

/** The line with another source. */
function sourced({ name, as, constant }: Mapped, source: string): Mapped {
  if (source === CONSTANT) return { name, as, constant: constant ?? '' }
  const known = CATALOG.find((f) => f.id === source)?.id ?? MAPPED_EXTRAS.find((x) => x === source)
  const field = isOwnId(source) ? source : known
  return field === undefined ? { name, as, constant: '' } : { name, as, field }
}
