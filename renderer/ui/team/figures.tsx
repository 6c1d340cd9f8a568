import { memo } from 'react'
import { openReport, type ReportTab } from '../../state/screen.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { count, moment, span } from '../format/time.ts'
import { lastDays, WEEK } from '../reports/span.ts'
import { Card } from './card.tsx'
import type { OpenFigures } from './open-figures.ts'
import { firstResponse, handedOff, hotToSales, perDecision, type Read } from './report-figures.ts'
import css from './team.module.css'
import { useTeamReport } from './use-team-report.ts'

interface Props {
  /** null: not known yet. */
  pastDue: number | null
  /** Escalations that came to this person; null: central is not reached. */
  escalated: number | null
  /** null: not counted yet. */
  here: OpenFigures | null
  campaign: string | null
  now: number
}

/** The team in six numbers, each with the one thing to know about it. */
export const Figures = memo(function Figures({ pastDue, escalated, here, campaign, now }: Props) {
  const t = useT()
  const today = useTeamReport('hand-offs', 1, campaign)
  const week = useTeamReport('hand-offs', WEEK, campaign)
  const agents = useTeamReport('agents', WEEK, campaign)
  const possible = usePossible(campaign)
  const since = (iso: string) => span(now - Date.parse(iso), t)
  const late = escalated
    ? t('team.sub.escalated', { n: count(escalated) })
    : here && pastDue
      ? t('team.sub.late', { span: since(here.late) })
      : ''
  const figure = <R,>(
    of: Reported['of'],
    tab: ReportTab,
    days: number,
    told: Told<R>,
    read: (report: R) => Read,
  ) => (
    <OfReport
      of={of}
      tab={tab}
      days={days}
      campaign={campaign}
      figure={told.report && read(told.report)}
      asOf={told.problem === null ? null : told.report === null ? '' : moment(new Date(told.at), now)}
      known={told.report !== null}
    />
  )
  return (
    <div className={css.cards}>
      <Card
        of="waiting"
        value={here && count(here.waiting)}
        sub={here && here.waiting > 0 ? t('team.sub.oldest', { span: since(here.since) }) : ''}
      />
      <Card
        of="pastDue"
        value={pastDue === null ? null : count(pastDue)}
        sub={late}
        tone={pastDue ? 'late' : undefined}
      />
      {figure('firstResponse', 'handOffs', WEEK, week, (r) => firstResponse(t, r))}
      {figure('handedOff', 'handOffs', 1, today, (r) => handedOff(t, r))}
      {figure('hot', 'handOffs', 1, today, (r) => hotToSales(t, r))}
      {figure('questions', 'agents', WEEK, agents, (r) => perDecision(t, r, possible))}
    </div>
  )
})

interface Told<R> {
  report: R | null
  at: number
  problem: string | null
}

interface Reported {
  of: 'firstResponse' | 'handedOff' | 'hot' | 'questions'
  tab: ReportTab
  days: number
  campaign: string | null
  figure: Read
  /** When it was told last, where central does not tell it now; '': never. */
  asOf: string | null
  known: boolean
}

/** A figure of a report, and the way there. */
function OfReport({ of, tab, days, campaign, figure, asOf, known }: Reported) {
  const t = useT()
  const { desk, screen } = useParts()
  const told = figure?.sub ?? (known ? t(days === 1 ? 'team.sub.noneToday' : 'team.sub.noneWeek') : '')
  return (
    <Card
      of={of}
      value={figure?.value ?? (known && days === 1 ? '0' : null)}
      tone={of === 'hot' && figure ? 'hot' : undefined}
      sub={asOf === null ? told : t(asOf === '' ? 'team.sub.whenReached' : 'team.sub.asOf', { at: asOf })}
      onOpen={() => openReport(screen, { tab, days: lastDays(days, desk.now()), campaign })}
    />
  )
}

/** How many questions the policy of the campaign has; of several campaigns, if all have as many. */
function usePossible(campaign: string | null): number | null {
  const { reader } = useDesk()
  const campaigns = campaign === null ? reader.campaigns().map((c) => c.id) : [campaign]
  const counts = campaigns.map((id) => reader.policy(id).fields.filter((f) => f.question !== null).length)
  return new Set(counts).size === 1 ? counts[0]! : null
}
