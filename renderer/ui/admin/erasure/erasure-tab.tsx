import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { loadErasures } from '../../../flow/admin/erasure.ts'
import { useNow, useT } from '../../context.tsx'
import { count, moment } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { FindLead } from '../find-lead.tsx'
import { useOpen } from '../use-draft.ts'
import { type AskPage, usePages } from '../use-pages.ts'
import { ErasePanel } from './erase-panel.tsx'

type Row = Awaited<ReturnType<typeof loadErasures>>['erasures'][number] & { id: string }

/** A person asked to be erased: found, shown what is held, erased; and the record of what was. */
export function ErasureTab() {
  const t = useT()
  const [open, setOpen] = useOpen('erasure')
  const ask: AskPage<Row> = useCallback(async (desk, cursor, signal) => {
    const { erasures, next } = await loadErasures(desk, cursor, signal)
    return { rows: erasures.map((e) => ({ ...e, id: e.lead })), next }
  }, [])
  const record = usePages(ask)
  return (
    <div className={css.split}>
      <div className={css.stack}>
        <section className={`${parts.card} ${parts.pad}`} aria-label={t('admin.erasure.search')}>
          <FindLead
            label={t('admin.erasure.find')}
            hint={t('admin.erasure.findHint')}
            press={t('admin.erasure.look')}
            pressOf={(name) => t('admin.erasure.lookAt', { name })}
            chosen={open}
            onChosen={setOpen}
            autoFocus
          />
        </section>
        <section className={`${parts.card} ${css.list}`} aria-label={t('admin.erasure.record')}>
          <h2 className={css.head}>{t('admin.erasure.record')}</h2>
          {record.rows === null ? (
            <Asking problem={record.problem} reload={record.reload} />
          ) : record.rows.length === 0 ? (
            <Empty title={t('admin.erasure.none')}>{t('admin.erasure.noneHint')}</Empty>
          ) : (
            <Record rows={record.rows} />
          )}
          {record.more && <Button onClick={record.loadMore}>{t('admin.more')}</Button>}
        </section>
      </div>
      {open === null ? (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.erasure.choose')}>{t('admin.erasure.hint')}</Empty>
        </section>
      ) : (
        <ErasePanel
          key={open}
          lead={open}
          onErased={() => {
            setOpen(null)
            record.reload()
          }}
        />
      )}
    </div>
  )
}

/** No names: what was erased is not known any more. */
function Record({ rows }: { rows: readonly Row[] }) {
  const t = useT()
  const now = useNow(60_000)
  const person = usePersonName()
  return (
    <div className={css.scroll}>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('admin.erasure.when')}</th>
            <th>{t('admin.erasure.by')}</th>
            <th>{t('admin.erasure.reason')}</th>
            <th>{t('admin.erasure.barred')}</th>
            <th className={parts.num}>{t('admin.erasure.leads')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((e) => (
            <tr key={e.id}>
              <td>{moment(e.at, now)}</td>
              <td>{person(e.by)}</td>
              <td>{e.reason}</td>
              <td>{t(e.suppressed ? 'admin.erasure.yes' : 'admin.erasure.no')}</td>
              <td className={parts.num} title={e.parts.join(', ')}>
                {count(e.parts.length)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
