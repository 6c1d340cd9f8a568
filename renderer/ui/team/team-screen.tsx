import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { closeLeads, showsLeads } from '../../state/screen.ts'
import { useNow, useParts, useScreen, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { useSteps } from '../parts/use-steps.ts'
import { sumOf } from '../reports/grouped.ts'
import { Escalated } from './escalated.tsx'
import { Figures } from './figures.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { LeadTable } from './lead-table.tsx'
import { KeptFigures } from './open-figures.ts'
import { PayOffPanel } from './pay-off-panel.tsx'
import { Queues } from './queues.tsx'
import { queuesHere } from './queues-here.ts'
import { POOL, type Preset } from './reassign/draft.ts'
import { LatestDialog } from './reassign/latest.tsx'
import { ReassignDialog } from './reassign/reassign-dialog.tsx'
import css from './team.module.css'
import { useChosenQueues } from './use-chosen-queues.ts'
import { useLeadsFocus } from './use-leads-focus.ts'
import { useOpenLeads } from './use-open-leads.ts'
import { useQueues } from './use-queues.ts'

const NONE = { list: new List<LeadRow>([]), inOrder: [], arriving: false }

/**
 * The team at a glance: queues, what was escalated, where leads went and what that pays off. Where queues are chosen, or all leads are
 * asked for, their leads take the place of the lower half, to be chosen and given to somebody else; the upper half stays as it is.
 */
export const TeamScreen = memo(function TeamScreen() {
  const t = useT()
  const { screen, desk } = useParts()
  // A clock that was set shows in every line: they are drawn between other work.
  const now = useDeferredValue(useNow(15_000))
  const campaign = useScreen((s) => s.teamCampaign)
  const leadsShown = useScreen(showsLeads)
  const { queues: told, problem } = useQueues(campaign)
  const [preset, setPreset] = useState<Preset | null>(null)
  const found = useOpenLeads(campaign)
  const { list, inOrder: open, arriving } = found ?? NONE
  const [kept] = useState(() => new KeptFigures())
  const here = useSteps(useCallback(() => kept.of(list, new Date(now).toISOString()), [kept, list, now]))
  const isCurrent = problem === null
  const people = desk.reader.people()
  const queues = useMemo(
    () => (isCurrent ? (told?.queues ?? null) : here && queuesHere(here, people, told)),
    [isCurrent, told, here, people],
  )
  const { chosen, choose } = useChosenQueues(open, arriving)
  const shown = useMemo(
    () => (chosen.size === 0 ? open : open.filter((r) => chosen.has(r.owner ?? POOL))),
    [open, chosen],
  )
  const leads = useLeadsFocus()
  const give = useCallback(
    (what: Preset) => {
      setPreset(what)
      screen.setState({ dialog: 'reassign' })
    },
    [screen],
  )

  // What was told of another campaign is not shown for this one.
  return (
    <div className={css.team} data-leads={leadsShown || undefined}>
      <Figures
        key={`figures ${campaign}`}
        pastDue={queues && sumOf(queues, (q) => q.pastDue)}
        escalated={isCurrent && told ? told.escalated : null}
        here={here}
        campaign={campaign}
        now={now}
      />
      <Queues
        queues={queues}
        pool={isCurrent ? (told?.pool ?? null) : null}
        arriving={arriving && !leadsShown ? open.length : null}
        isCurrent={isCurrent}
        chosen={chosen}
        onChoose={choose}
        onGive={give}
        now={now}
      />
      <Escalated key={`escalated ${campaign}`} campaign={campaign} hidden={leadsShown} />
      {leadsShown && (
        <section ref={leads} className={`${parts.card} ${css.leads}`} aria-label={t('team.leads')}>
          {found && (
            <LeadTable
              rows={shown}
              now={now}
              title={t(arriving ? 'team.leadsSoFar' : 'team.leadsCount', { n: count(shown.length) })}
              empty={t(!arriving ? 'team.noLeads' : chosen.size > 0 ? 'team.noneOfItYet' : 'team.noLeadsYet')}
            />
          )}
        </section>
      )}
      <FlowPanel key={`flow ${campaign}`} campaign={campaign} />
      <PayOffPanel key={`payOff ${campaign}`} campaign={campaign} hidden={leadsShown} />
      <ReassignDialog
        rows={open}
        preset={preset}
        queues={queues ?? []}
        onClose={(changed) => {
          setPreset(null)
          if (changed) closeLeads(screen)
        }}
      />
      <LatestDialog />
    </div>
  )
})
