import { NativeSelect } from '@mantine/core'
import type { ImportPreview } from '../../../shared/api/api.ts'
import { CATALOG, type Field } from '../../../shared/lead/catalog.ts'
import { OTHER_TARGETS } from '../../../shared/lead/intake/headers.ts'
import { useT } from '../context.tsx'
import { Chip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './import.module.css'

interface Props {
  columns: ImportPreview['columns']
  mapping: Record<string, string>
  /** Of the campaign that the file goes to. */
  own: readonly Field[]
  onChange(header: string, target: string): void
}

const fields: readonly Field[] = CATALOG
const GROUPS = ['person', 'company', 'qualification'] as const

/** The file's columns and what each is taken for; a person can say otherwise. */
export function Columns({ columns, mapping, own, onChange }: Props) {
  const t = useT()
  const targets = [
    {
      group: t('import.special'),
      items: OTHER_TARGETS.map((o) => ({ value: o as string, label: t(`import.target.${o}`) })),
    },
    ...GROUPS.map((g) => ({
      group: t(`add.group.${g}`),
      items: fields.filter((f) => f.group === g && !f.derived).map((f) => ({ value: f.id, label: f.label })),
    })),
    ...(own.length === 0
      ? []
      : [{ group: t('add.group.own'), items: own.map((f) => ({ value: f.id, label: f.label })) }]),
  ]
  return (
    <div className={css.columns}>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('import.header')}</th>
            <th>{t('import.samples')}</th>
            <th>{t('import.goesTo')}</th>
            <th>{t('import.how')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((c) => {
            const chosen = mapping[c.header]
            return (
              <tr key={c.header}>
                <td>
                  <b>{c.header}</b>
                </td>
                <td className={css.samples} title={c.samples.join(' · ')}>
                  {c.samples.filter(Boolean).slice(0, 3).join(' · ')}
                </td>
                <td>
                  <NativeSelect
                    aria-label={t('import.targetOf', { header: c.header })}
                    value={chosen ?? c.target ?? 'ignore'}
                    data={targets}
                    className={css.target}
                    onChange={(e) => onChange(c.header, e.currentTarget.value)}
                  />
                </td>
                <td>
                  <Chip tone={chosen ? 'blue' : c.by === 'none' ? 'amber' : 'green'}>
                    {t(`import.by.${chosen ? 'person' : c.by}`)}
                  </Chip>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
