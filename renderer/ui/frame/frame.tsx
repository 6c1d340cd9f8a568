import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptPlace } from '../../flow/lists/kept-place.ts'
import { numberStates } from '../../flow/numbers.ts'
import { firstWorkable } from '../../flow/workable.ts'
import { WorkingOrder } from '../../flow/working-order.ts'
import { CheatSheet } from '../actions/cheat-sheet.tsx'
import { Palette } from '../actions/palette.tsx'
import { runningCall } from '../actions/running-call.ts'
import { ActionsProvider, useActionList, useKeys } from '../actions/use-actions.tsx'
import { AddScreen } from '../add/add-screen.tsx'
import { useLeaving } from '../admin/use-leaving.ts'
import {
  LeadProvider,
  type OpenLead,
  useDesk,
  useLead,
  useNow,
  useParts,
  useRows,
  useScreen,
} from '../context.tsx'
import { DeskScreen } from '../desk/desk-screen.tsx'
import { useFiltered } from '../desk/filters/use-filters.ts'
import { FindScreen } from '../find/find-screen.tsx'
import { MeScreen } from '../me/me-screen.tsx'
import { Chip } from '../parts/chip.tsx'
import { useSteps } from '../parts/use-steps.ts'
import { TeamCampaign } from '../team/team-campaign.tsx'
import { ConnectionTold } from './connection-chip.tsx'
import css from './frame.module.css'
import { Rail } from './rail.tsx'
import { Recovery } from './recovery.tsx'
import { SUPERVISING } from './supervising.ts'
import { Said, Toasts } from './told.tsx'
import { TopBar } from './top-bar.tsx'
import { Unsaved } from './unsaved.tsx'
import { useAssigned } from './use-assigned.ts'
import { useDeadlines } from './use-deadlines.ts'
import { useGoingCalls } from './use-going-calls.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useNews } from './use-news.ts'
import { useNotifier } from './use-notifier.ts'
import { useOpenTold } from './use-open-told.ts'
import { useQueueCounts } from './use-queue-counts.ts'
import { useReminders } from './use-reminders.ts'
import { useWrapUp } from './use-wrap-up.ts'

/** Everything a signed-in person sees; `opening` until their leads are in order for the first time. */
export function Frame({ opening }: { opening: ReactNode }) {
  const { me } = useDesk()
  const rows = useRows()
  const now = useNow(15_000)
  const [order] = useState(() => new WorkingOrder(me.id))
  const mine = useSteps(useCallback(() => order.steps(rows, now), [order, rows, now]))
  return mine === null ? opening : <Ordered mine={mine} now={now} />
}

function Ordered({ mine, now }: { mine: List<LeadRow>; now: number }) {
  const { reader, me } = useDesk()
  const filter = useScreen((s) => s.filter)
  const leadId = useScreen((s) => s.leadId)
  const queue = useFiltered(mine, filter, leadId, now)
  const { screen, session } = useParts()
  const row = leadId === null ? undefined : reader.row(leadId)
  // Merged, here or elsewhere: the open lead goes on under the id of the whole.
  const id = row?.id ?? leadId
  useEffect(() => {
    if (id !== leadId) screen.setState({ leadId: id })
  }, [id, leadId, screen])
  const lead = useLead(id, row)
  useEffect(() => {
    if (me.role === 'agent') session.keepGlance(mine)
  }, [me, session, mine])
  return (
    <LeadProvider lead={lead}>
      <Screens mine={mine} queue={queue} lead={lead} now={now} />
    </LeadProvider>
  )
}

function Screens({
  mine,
  queue,
  lead,
  now,
}: {
  mine: List<LeadRow>
  queue: List<LeadRow>
  lead: OpenLead
  now: number
}) {
  const { screen, desk, session } = useParts()
  const name = useScreen((s) => s.screen)
  const chosen = useScreen((s) => s.disposition)
  const leadId = useScreen((s) => s.leadId)
  const paused = useScreen((s) => s.paused !== null)
  const main = useRef<HTMLElement>(null)
  const Supervising = SUPERVISING[name]
  const campaign = lead.view?.row.campaign ?? mine.at(0)?.campaign ?? desk.reader.campaigns()[0]?.id ?? null
  const policy = campaign === null ? null : desk.reader.policy(campaign)
  const view = lead.view
  // The minute's tick asks anew; a lead that changed is looked at as of that very moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: now is the tick
  const numbers = useMemo(() => (view ? numberStates(desk, view, desk.now()) : []), [desk, view, now])
  const [kept] = useState(() => new KeptPlace<LeadRow>())
  const actions = useActionList(queue, kept, policy, numbers)
  useKeys(actions)
  const counts = useQueueCounts(mine, now)
  useOpenTold(lead.loading ? null : (view?.row ?? null))

  useKeptFocus(main, `${name} ${leadId} ${lead.view?.row.id}`)
  useEffect(() => {
    if (leadId !== null || paused) return
    const first = firstWorkable(queue, now)
    if (first) screen.setState({ leadId: first.id })
  }, [leadId, paused, queue, now, screen])
  const call = lead.view && runningCall(lead.view.snapshot.lead, desk.me.id)
  useWrapUp(
    call?.id ?? null,
    paused ? undefined : policy?.wrapUpSeconds,
    actions.find((a) => a.id === 'finish'),
  )
  const telling = useNotifier()
  const going = useGoingCalls()
  const calling = Boolean(call) || going
  const quiet = calling || paused
  useLeaving()
  // A promise is kept in a break, too; everything else is told after it.
  useReminders(mine, now, calling, telling)
  useDeadlines(mine, now, quiet, telling)
  useAssigned(mine, quiet, telling)
  useNews(quiet)
  useEffect(
    () => session.setDeviceState(calling ? (chosen ? 'wrapUp' : 'onCall') : paused ? 'paused' : 'ready'),
    [session, calling, chosen, paused],
  )

  return (
    <ActionsProvider actions={actions}>
      <div className={css.frame}>
        <Rail />
        <TopBar
          campaign={
            name === 'team' ? (
              <TeamCampaign />
            ) : (
              name === 'queue' &&
              campaign && (
                <Chip tone="outline">
                  {desk.reader.campaigns().find((c) => c.id === campaign)?.name ?? campaign}
                </Chip>
              )
            )
          }
          counts={name === 'queue' ? counts : ''}
        />
        <main ref={main} className={css.main} tabIndex={-1} data-focus-root>
          {name === 'queue' && (
            <DeskScreen mine={mine} queue={queue} kept={kept} policy={policy} numbers={numbers} now={now} />
          )}
          {name === 'find' && <FindScreen />}
          {name === 'add' && <AddScreen />}
          {name === 'me' && <MeScreen />}
          {Supervising && <Supervising />}
          <Unsaved />
          <Toasts />
        </main>
        <Said />
        <ConnectionTold />
      </div>
      <Palette />
      <CheatSheet />
      <Recovery queue={queue} />
    </ActionsProvider>
  )
}
