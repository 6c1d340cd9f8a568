import { Button, VisuallyHidden } from '@mantine/core'
import { memo, useRef, useState } from 'react'
import type { Escalation } from '../../../shared/api/escalations.ts'
import { useNow, useParts, useT } from '../context.tsx'
import { EscalationDialogs } from '../escalations/escalation-dialogs.tsx'
import { useEscalationColumns } from '../escalations/use-escalation-columns.tsx'
import { type SimpleCommand, useEscalationCommands } from '../escalations/use-escalation-commands.ts'
import { useEscalations } from '../escalations/use-escalations.ts'
import { count } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './team.module.css'
import { useAdded } from './use-added.ts'
import { useNextLine } from './use-next-line.ts'

const COLUMNS = ['route', 'holder', 'due']

/** What nobody acted on in time and nobody looks after yet, the latest first: a lead of the call center is given to somebody else, one handed off is taken over, or who has it reminded. */
export const Escalated = memo(function Escalated({
  campaign,
  hidden,
}: {
  campaign: string | null
  hidden: boolean
}) {
  const t = useT()
  const { screen } = useParts()
  const now = useNow(30_000)
  const { list, total, problem, reload } = useEscalations('escalated', campaign)
  const { busy, command, run } = useEscalationCommands(reload)
  const [meant, setMeant] = useState<Escalation | null>(null)
  const columns = useEscalationColumns(now)
  const shown = columns.filter((c) => COLUMNS.includes(c.id))
  const added = useAdded(list === null ? null : total)
  const body = useRef<HTMLElement>(null)
  const leave = useNextLine(list, body)
  const settle = (e: Escalation, what: SimpleCommand) => {
    if (busy) return
    leave(e.id)
    void run([e], what)
  }
  const button = (e: Escalation, what: 'takeOver' | 'nudge' | 'reassign', press: () => void) => (
    <Button
      size="compact-xs"
      aria-label={t('team.escalated.doTo', {
        what: t(`escalations.do.${what}`),
        lead: e.name || t('lead.noName'),
      })}
      onClick={press}
    >
      {t(`escalations.do.${what}`)}
    </Button>
  )
  return (
    <section
      className={`${parts.card} ${css.panel} ${css.escalated}`}
      aria-label={t('team.escalated.title')}
      hidden={hidden}
    >
      <div className={css.cardBar}>
        <h2 className={parts.h2}>
          {t('team.escalated.title')} <span className={css.hint}>{t('team.escalated.hint')}</span>
        </h2>
        <button
          type="button"
          className={css.way}
          onClick={() => screen.setState({ screen: 'escalations', dialog: null })}
        >
          {list && list.length < total
            ? t('team.escalated.allOf', { n: count(total) })
            : t('team.escalated.all')}
        </button>
      </div>
      <div role="status" className={css.asOf}>
        {problem !== null && list !== null && t('team.stale', { problem })}
      </div>
      {list === null || list.length === 0 ? (
        <div className={`${parts.pad} ${parts.dim}`}>
          {list !== null
            ? t('escalations.none.escalated')
            : t(problem === null ? 'escalations.asking' : 'team.whenReached')}
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section ref={body} className={css.scrolled} tabIndex={0} aria-label={t('team.escalated.list')}>
          <table className={parts.table}>
            <thead>
              <tr>
                <th scope="col">{t('team.column.name')}</th>
                {shown.map((c) => (
                  <th key={c.id} scope="col">
                    {c.label}
                  </th>
                ))}
                <th scope="col">{t('team.escalated.action')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((e) => (
                <tr key={e.id} data-escalated={e.id}>
                  <td>
                    <b>{e.name || t('lead.noName')}</b>
                    {e.company && <div className={parts.dim}>{e.company}</div>}
                  </td>
                  {shown.map((c) => (
                    <td key={c.id} className={c.id === 'due' ? css.due : undefined}>
                      {c.id === 'route' ? <RouteChip route={e.route} short /> : c.cell(e)}
                    </td>
                  ))}
                  <td>
                    <span className={css.acts}>
                      {e.handOff === null ? (
                        button(e, 'reassign', () => {
                          setMeant(e)
                          screen.setState({ dialog: 'reassignEscalation' })
                        })
                      ) : (
                        <>
                          {button(e, 'takeOver', () => settle(e, 'take-over'))}
                          {(e.owner ?? e.team) !== null && button(e, 'nudge', () => settle(e, 'nudge'))}
                        </>
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <VisuallyHidden role="status">{added > 0 && t('team.escalated.more', { count: added })}</VisuallyHidden>
      <EscalationDialogs
        run={async (what) => {
          if (!meant) return
          leave(meant.id)
          await command([meant], what)
        }}
      />
    </section>
  )
})
