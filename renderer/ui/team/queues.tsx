import { Button } from '@mantine/core'
import { memo } from 'react'
import type { PoolSummary, QueueSummary } from '../../../shared/api/api.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import deskCss from '../desk/desk.module.css'
import { count } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { Absences } from './absences.tsx'
import { PoolLine } from './pool-line.tsx'
import { QueueTable } from './queue-table.tsx'
import { POOL, type Preset } from './reassign/draft.ts'
import { StateChanges } from './state-changes.tsx'
import css from './team.module.css'

/** Of the table of queues, in pixels: the room it will take, before it is there. */
const HEAD = 31
const LINE = 41

interface Props {
  /** null: not known yet. */
  queues: readonly QueueSummary[] | null
  /** null: central does not tell it now. */
  pool: readonly PoolSummary[] | null
  /** While central still sends the first time what there is: how many leads are here; else null. */
  arriving: number | null
  /** Central counts them; else this machine does. */
  isCurrent: boolean
  chosen: ReadonlySet<string>
  onChoose(owner: string): void
  onGive(what: Preset): void
  now: number
}

/** All queues with what their agents do; leads are chosen by them, and given to somebody else. */
export const Queues = memo(function Queues({
  queues,
  pool,
  arriving,
  isCurrent,
  chosen,
  onChoose,
  onGive,
  now,
}: Props) {
  const t = useT()
  const { screen } = useParts()
  const { reader } = useDesk()
  // The pool has a line of its own.
  const agents = reader.people().filter((p) => p.active && p.role === 'agent').length + 1
  return (
    <section className={`${parts.card} ${css.queues}`} aria-label={t('team.queues')}>
      <div className={css.cardBar}>
        <h2 className={parts.h2}>{t('team.queues')}</h2>
        <div className={css.tools}>
          <Button onClick={() => screen.setState({ dialog: 'reassigned' })}>{t('reassign.latest')}…</Button>
          <LeadsButton />
          <ReassignButton />
        </div>
      </div>
      <div role="status" className={css.asOf}>
        {!isCurrent && t('team.here')}
      </div>
      {arriving !== null && <div className={css.asOf}>{t('team.leadsSoFar', { n: count(arriving) })}</div>}
      {queues && (
        <Absences
          queues={queues}
          now={now}
          onHandOver={(owner, callbacksBefore) => onGive({ owner, callbacksBefore })}
        />
      )}
      <div className={css.agents} style={queues ? undefined : { minHeight: HEAD + LINE * agents }}>
        <QueueTable queues={queues} chosen={chosen} onChoose={onChoose} now={now} />
      </div>
      {pool && <PoolLine pool={pool} now={now} onGive={() => onGive({ owner: POOL })} />}
      <StateChanges queues={isCurrent ? queues : null} />
    </section>
  )
})

/** To the leads, and back. */
function LeadsButton() {
  const t = useT()
  const actions = useActions()
  const forth = actions.get('allLeads')
  const action = forth?.enabled ? forth : actions.get('overview')
  if (!action) return null
  return (
    <Button
      data-all-leads
      rightSection={<Key chord={action.keys[0] ?? ''} />}
      onClick={() => void action.run()}
    >
      {t(action === forth ? 'team.allLeads' : 'team.overview')}
    </Button>
  )
}

/** Follows what is chosen, which the screen around it does not. */
function ReassignButton() {
  const reassign = useActions().get('reassign')
  return (
    <button
      type="button"
      className={deskCss.big}
      disabled={!reassign?.enabled}
      onClick={() => void reassign?.run()}
    >
      {reassign?.label} <Key chord="r" />
    </button>
  )
}
