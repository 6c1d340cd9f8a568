import { useMemo } from 'react'
import type { Escalation } from '../../../shared/api/escalations.ts'
import { useDesk, useT } from '../context.tsx'
import { moment, span } from '../format/time.ts'
import { Chip, RouteChip, type Tone } from '../parts/chip.tsx'
import type { RowColumn } from '../parts/row-table.tsx'

const TONES: Record<Escalation['level'], Tone> = { nudged: 'amber', reassigned: 'blue', escalated: 'red' }

/** Who, what was to be done until when, by whom, how far it has come. */
export function useEscalationColumns(now: number): RowColumn<Escalation>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const named = (id: string | null) => reader.people().find((p) => p.id === id)?.name
    const holder = (e: Escalation) =>
      named(e.owner) ??
      reader.teams().find((team) => team.id === e.team)?.name ??
      // What was handed off lies in no pool: somebody of its channel has to accept it.
      t(e.handOff === null ? 'team.pool' : 'escalations.commonInbox')
    return [
      {
        id: 'name',
        label: t('team.column.name'),
        width: 'minmax(0, 1.4fr)',
        value: (e) => e.name,
        cell: (e) => <b>{e.name || t('lead.noName')}</b>,
      },
      {
        id: 'company',
        label: t('team.column.company'),
        width: 'minmax(0, 1.2fr)',
        value: (e) => e.company,
        cell: (e) => e.company,
      },
      {
        id: 'route',
        label: t('team.column.route'),
        width: '152px',
        value: (e) => t(`route.${e.route}`),
        cell: (e) => <RouteChip route={e.route} />,
      },
      {
        id: 'step',
        label: t('escalations.column.step'),
        width: '130px',
        value: (e) => t(`escalations.step.${e.step}`),
        cell: (e) => t(`escalations.step.${e.step}`),
      },
      {
        id: 'holder',
        label: t('team.column.owner'),
        width: 'minmax(120px, 1fr)',
        value: holder,
        cell: holder,
      },
      {
        id: 'due',
        label: t('team.column.due'),
        width: '120px',
        value: (e) => e.dueAt,
        cell: (e) => {
          const late = now - Date.parse(e.dueAt)
          return late > 0 ? t('escalations.late', { span: span(late, t) }) : moment(e.dueAt, now)
        },
      },
      {
        id: 'level',
        label: t('escalations.column.level'),
        width: '110px',
        value: (e) => e.level,
        cell: (e) => <Chip tone={TONES[e.level]}>{t(`escalations.level.${e.level}`)}</Chip>,
      },
      {
        id: 'since',
        label: t('escalations.column.since'),
        width: '110px',
        value: (e) => e.at,
        comes: 'desc',
        cell: (e) => moment(e.at, now),
      },
      {
        id: 'by',
        label: t('escalations.column.by'),
        width: 'minmax(0, 1fr)',
        value: (e) => by(e),
        cell: (e) => <span title={e.resolved?.reason}>{by(e)}</span>,
      },
    ]
    function by({ resolved, acknowledged }: Escalation): string {
      const who = resolved?.by ?? acknowledged?.by
      if (who === undefined) return ''
      const name =
        named(who) ?? (who.startsWith('system:') ? t('escalations.byAction') : t('history.someone'))
      return resolved?.reason ? `${name}: ${resolved.reason}` : name
    }
  }, [t, reader, now])
}
