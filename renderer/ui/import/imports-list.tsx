import { Button } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { ImportRecord } from '../../../shared/api/imports.ts'
import { loadImports } from '../../flow/import-leads.ts'
import { useAsked } from '../admin/use-asked.ts'
import { useDesk, useNow, useT } from '../context.tsx'
import { count, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Chip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './import.module.css'
import { UndoImport } from './undo-import.tsx'

const COLUMNS = 7

/** The latest imports: what came of each, and taking one back. */
export function ImportsList() {
  const t = useT()
  const now = useNow(60_000)
  const { reader } = useDesk()
  const person = usePersonName()
  const { data, setData } = useAsked(loadImports)
  const [open, setOpen] = useState<string | null>(null)
  if (data === null || data.length === 0) return null
  const put = (changed: ImportRecord) =>
    setData((d) => d?.map((i) => (i.id === changed.id ? changed : i)) ?? null)
  return (
    <section className={parts.card} aria-label={t('import.earlier')}>
      <h2 className={css.listTitle}>{t('import.earlier')}</h2>
      <div className={css.columns}>
        <table className={parts.table}>
          <thead>
            <tr>
              <th>{t('import.file')}</th>
              <th>{t('add.campaign')}</th>
              <th>{t('import.when')}</th>
              <th className={parts.num}>{t('import.count.added')}</th>
              <th className={parts.num}>{t('import.count.joined')}</th>
              <th>{t('import.stateTitle')}</th>
              <th>{t('import.undoTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((i) => (
              <Fragment key={i.id}>
                <tr>
                  <td>
                    <b>{i.fileName}</b>
                  </td>
                  <td>{reader.campaigns().find((c) => c.id === i.campaign)?.name ?? i.campaign}</td>
                  <td>
                    {moment(i.at, now)} · {person(i.by)}
                  </td>
                  <td className={parts.num}>{count(i.added)}</td>
                  <td className={parts.num}>{count(i.joined)}</td>
                  <td>
                    <Chip tone={i.undo ? 'amber' : i.state === 'done' ? 'green' : 'grey'}>
                      {t(i.undo ? `import.undoState.${i.undo.state}` : `import.shortState.${i.state}`)}
                    </Chip>
                  </td>
                  <td>
                    {(i.undo || canUndo(i, now)) && (
                      <Button
                        size="compact-xs"
                        aria-expanded={open === i.id}
                        aria-label={t(i.undo ? 'import.undoneOf' : 'import.undoOf', { file: i.fileName })}
                        onClick={() => setOpen(open === i.id ? null : i.id)}
                      >
                        {t(i.undo ? 'import.undoneShort' : 'import.undoShort')}
                      </Button>
                    )}
                  </td>
                </tr>
                {open === i.id && (
                  <tr>
                    <td colSpan={COLUMNS} className={css.undoCell}>
                      <UndoImport record={i} onChanged={put} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const canUndo = ({ undoableUntil }: ImportRecord, now: number): boolean =>
  undoableUntil !== null && Date.parse(undoableUntil) > now
