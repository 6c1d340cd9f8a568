import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Escalation } from '../../../shared/api/escalations.ts'
import type { EscalationCommand, EscalationView } from '../../flow/escalations.ts'
import { openLead } from '../../state/screen.ts'
import { useNow, useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { RowTable } from '../parts/row-table.tsx'
import { useChosen } from '../parts/use-chosen.ts'
import { EscalationDialogs } from './escalation-dialogs.tsx'
import css from './escalations.module.css'
import { useEscalationColumns } from './use-escalation-columns.tsx'
import { type SimpleCommand, useEscalationCommands } from './use-escalation-commands.ts'
import { useEscalations } from './use-escalations.ts'

/** Columns in which all lines of a view say the same, or nothing: what is open has nobody who looks after it. */
const SAYS_NOTHING: Partial<Record<EscalationView, readonly string[]>> = {
  escalated: ['level', 'by'],
  open: ['by'],
}

/** Escalations to choose from, one or many, and what can be done about them. */
export function EscalationTable({ view }: { view: EscalationView }) {
  const t = useT()
  const { screen } = useParts()
  const now = useNow(30_000)
  const { list, total, more, problem, loadMore, reload } = useEscalations(view)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const { busy, command: settle, run: runOn } = useEscalationCommands(reload)
  const all = useEscalationColumns(now)
  const columns = useMemo(() => all.filter((c) => !SAYS_NOTHING[view]?.includes(c.id)), [all, view])
  const { chosen, onActive } = useChosen(list, picked)
  if (list === null)
    return <Empty title={problem === null ? t('escalations.asking') : t('inbox.unreached')}>{problem}</Empty>

  const command = async (what: EscalationCommand) => {
    await settle(chosen, what)
    setPicked(new Set())
  }
  const run = (what: SimpleCommand) => void runOn(chosen, what, () => setPicked(new Set()))
  const button = (
    id: 'acknowledge' | 'nudge' | 'takeOver' | 'reassign' | 'resolve',
    key: string,
    press: () => void,
  ) => (
    <Button
      data-escalation={id}
      rightSection={<Key chord={key} />}
      disabled={busy || chosen.length === 0}
      onClick={press}
    >
      {t(`escalations.do.${id}`)}
    </Button>
  )
  const [first] = chosen
  const about =
    picked.size === 0 && first
      ? t('escalations.about', { lead: first.name || t('lead.noName') })
      : t('escalations.aboutChosen', { count: chosen.length, n: count(chosen.length) })
  return (
    <section className={`${parts.card} ${css.card}`} aria-label={t(`escalations.tab.${view}`)}>
      <RowTable
        rows={list}
        columns={columns}
        title={t('escalations.count', { count: total, n: count(total) })}
        label={t(`escalations.tab.${view}`)}
        filterLabel={t('escalations.filter')}
        empty={t(`escalations.none.${view}`)}
        searchOf={searchOf}
        {...(view === 'resolved'
          ? {}
          : { picked, onPick: (ids: readonly string[]) => setPicked(new Set(ids)), onActive })}
        onOpen={(e) => {
          openLead(screen, e.lead)
          screen.setState({ screen: 'queue' })
        }}
        action={
          <div className={css.tools}>
            {view !== 'resolved' && (
              <span className={css.about} title={about}>
                {about}
              </span>
            )}
            {(view === 'escalated' || view === 'open') &&
              button('acknowledge', 'a', () => run('acknowledge'))}
            {view !== 'resolved' && button('nudge', 'n', () => run('nudge'))}
            {view !== 'resolved' && button('takeOver', 'o', () => run('take-over'))}
            {view !== 'resolved' &&
              button('reassign', 'r', () => screen.setState({ dialog: 'reassignEscalation' }))}
            {view !== 'resolved' &&
              button('resolve', 's', () => screen.setState({ dialog: 'resolveEscalation' }))}
          </div>
        }
      />
      {more && (
        <Button className={css.more} onClick={loadMore}>
          {t('quality.loadMore')}
        </Button>
      )}
      {problem && <div className={parts.dim}>{t('team.stale', { problem })}</div>}
      <EscalationDialogs run={command} />
    </section>
  )
}

const searchOf = (e: Escalation) => [e.name, e.company].join('\n').toLowerCase()
