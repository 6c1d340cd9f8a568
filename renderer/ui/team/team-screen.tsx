import { Button } from '@mantine/core'
import { memo, useMemo, useState } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useNow, useParts, useRows, useT } from '../context.tsx'
import deskCss from '../desk/desk.module.css'
import { count } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { Absences } from './absences.tsx'
import { Figures } from './figures.tsx'
import { LeadTable } from './lead-table.tsx'
import { PoolLine } from './pool-line.tsx'
import { QueueTable } from './queue-table.tsx'
import { POOL, type Preset } from './reassign/draft.ts'
import { LatestDialog } from './reassign/latest.tsx'
import { ReassignDialog } from './reassign/reassign-dialog.tsx'
import { StateChanges } from './state-changes.tsx'
import css from './team.module.css'
import { useChosenQueues } from './use-chosen-queues.ts'
import { useQueues } from './use-queues.ts'

/** Of the table of queues, in pixels: the room it will take, before it is there. */
const HEAD = 31
const LINE = 41

/** All queues with their counts; leads are chosen here and given to somebody else. Another choice renders the list of leads only. */
export const TeamScreen = memo(function TeamScreen() {
  const t = useT()
  const { screen, desk } = useParts()
  const rows = useRows()
  const now = useNow(15_000)
  const { queues, problem } = useQueues()
  const [preset, setPreset] = useState<Preset | null>(null)
  const [openOnes] = useState(() => new KeptFilter<LeadRow>({ passes: (r) => r.stage === 'open' }))
  const list = openOnes.of(rows)
  const open = useMemo(() => list.toArray(), [list])
  // The pool has a line of its own.
  const agents = desk.reader.people().filter((p) => p.active && p.role === 'agent').length + 1
  const { chosen, choose, clear, arriving } = useChosenQueues(open)
  const shown = useMemo(
    () => (chosen.size === 0 ? open : open.filter((r) => chosen.has(r.owner ?? POOL))),
    [open, chosen],
  )

  const give = (what: Preset) => {
    setPreset(what)
    screen.setState({ dialog: 'reassign' })
  }

  return (
    <div className={css.team}>
      <Figures queues={queues} open={list} now={now} />
      <section className={`${parts.card} ${css.queues}`} aria-label={t('team.queues')}>
        <div className={css.cardBar}>
          <h2 className={parts.h2}>{t('team.queues')}</h2>
          {problem && <span className={parts.dim}>{t('team.stale', { problem })}</span>}
          <Button onClick={() => screen.setState({ dialog: 'reassigned' })}>{t('reassign.latest')}…</Button>
        </div>
        {queues && (
          <Absences
            queues={queues.queues}
            now={now}
            onHandOver={(owner, callbacksBefore) => give({ owner, callbacksBefore })}
          />
        )}
        <div className={css.agents} style={queues ? undefined : { height: HEAD + LINE * agents }}>
          <QueueTable queues={queues?.queues ?? null} chosen={chosen} onChoose={choose} now={now} />
        </div>
        {queues && <PoolLine pool={queues.pool} now={now} onGive={() => give({ owner: POOL })} />}
        <StateChanges queues={queues?.queues ?? null} />
      </section>
      <section className={`${parts.card} ${css.leads}`} aria-label={t('team.leads')}>
        <LeadTable
          rows={shown}
          now={now}
          title={t(arriving ? 'team.leadsSoFar' : 'team.leadsCount', { n: count(shown.length) })}
          empty={t(!arriving ? 'team.noLeads' : chosen.size > 0 ? 'team.noneOfItYet' : 'team.noLeadsYet')}
          action={REASSIGN}
        />
      </section>
      <ReassignDialog
        rows={open}
        preset={preset}
        queues={queues?.queues ?? []}
        onClose={(changed) => {
          setPreset(null)
          if (changed) clear()
        }}
      />
      <LatestDialog />
    </div>
  )
})

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
const REASSIGN = <ReassignButton />
