import { Button } from '@mantine/core'
import { useState } from 'react'
import { deleteSuppressions } from '../../flow/load-suppressions.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useT } from '../context.tsx'
import { count, day } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import css from './quality.module.css'
import { SuppressionDrop } from './suppression-drop.tsx'
import { type ShownList, useSuppressions } from './use-suppressions.ts'

/** The lists that central keeps by itself: who is not to be called, where mails came back, who was erased. */
const OWN = new Set(['internal', 'bounced', 'erased'])

/** Lists of people who are not to be contacted. Administrators add, replace and delete them. */
export function Suppressions() {
  const t = useT()
  const { me } = useDesk()
  const { lists, problem, reload } = useSuppressions()
  const manages = me.role === 'administrator'
  return (
    <div className={css.lists}>
      {manages && <SuppressionDrop onDone={reload} />}
      <section className={parts.card} aria-label={t('quality.tab.suppressions')}>
        <div className={css.listHead}>
          <h2 className={parts.h2}>{t('quality.lists', { count: lists.length })}</h2>
          <span className={parts.dim}>
            {problem ? t('team.stale', { problem }) : !manages && t('quality.listsReadOnly')}
          </span>
        </div>
        {lists.length === 0 ? (
          <Empty title={t('quality.noLists')}>{t('quality.noListsHint')}</Empty>
        ) : (
          <table className={parts.table}>
            <thead>
              <tr>
                <th>{t('quality.column.list')}</th>
                <th>{t('quality.column.source')}</th>
                <th className={parts.num}>{t('quality.column.entries')}</th>
                <th>{t('quality.column.imported')}</th>
                {manages && <th aria-label={t('quality.delete')} />}
              </tr>
            </thead>
            <tbody>
              {lists.map((list) => (
                <Line key={list.id} list={list} manages={manages} onDeleted={reload} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  )
}

function Line({ list, manages, onDeleted }: { list: ShownList; manages: boolean; onDeleted(): void }) {
  const t = useT()
  const { desk, screen } = useParts()
  const attempt = useAttempt()
  const now = useNow(60_000)
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const remove = () => {
    setBusy(true)
    void attempt(async () => {
      await deleteSuppressions(desk, list.id)
      sayPassing(screen, t('quality.deleted', { name: list.name }))
      onDeleted()
    }).then(() => {
      setBusy(false)
      setAsked(false)
    })
  }
  return (
    <tr>
      <td>
        <b>{list.name}</b>
      </td>
      <td>{list.source || '–'}</td>
      <td className={parts.num}>{list.entries === null ? '–' : count(list.entries)}</td>
      <td>{list.importedAt && day(list.importedAt, now)}</td>
      {manages && (
        <td className={parts.num}>
          {OWN.has(list.id) ? (
            <span className={parts.dim}>{t('quality.internal')}</span>
          ) : asked ? (
            <span className={css.confirm}>
              {t('quality.deleteSure')}
              <Button
                size="compact-xs"
                color="red.9"
                variant="filled"
                loading={busy}
                autoFocus
                onClick={remove}
              >
                {t('quality.deleteYes')}
              </Button>
              <Button size="compact-xs" onClick={() => setAsked(false)}>
                {t('dialog.cancel')}
              </Button>
            </span>
          ) : (
            <Button
              size="compact-xs"
              aria-label={t('quality.deleteList', { name: list.name })}
              onClick={() => setAsked(true)}
            >
              {t('quality.delete')}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}
