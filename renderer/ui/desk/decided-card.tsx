import { Button } from '@mantine/core'
import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { setRoute } from '../../flow/set-route.ts'
import { useActions, useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'

/** Nothing more needs to be asked: what was decided, by what, and where the lead goes. */
export function DecidedCard({ view, policy }: { view: LeadView; policy: Policy }) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const { decision } = view.explanation
  const { lead } = view.snapshot
  const channel = policy.routes[decision.route].channel
  const blocked = isDoNotCall(lead)
  const lift = useActions().get('lift')
  return (
    <section className={css.ask} data-decided aria-label={t('decided.label')}>
      <div className={css.decided}>
        {t(blocked ? 'decided.doNotCall' : `decided.${decision.state}`)}
        {!blocked && <RouteChip route={decision.route} />}
        {!blocked && <span>→ {t(`channel.${channel}`)}</span>}
      </div>
      <div className={parts.dim}>
        {blocked
          ? t('decided.doNotCallHint')
          : channel === 'callCenter'
            ? t('decided.staysHere')
            : t('decided.whenFinished')}{' '}
        {!blocked && decision.state === 'forced' && t('decided.forcedHint')}
      </div>
      {blocked && lift?.enabled && (
        <div>
          <Button size="compact-xs" onClick={() => void lift.run()}>
            {lift.label}
          </Button>
        </div>
      )}
      {decision.state === 'byHand' && (
        <div>
          {lead.routeByHand?.reason}{' '}
          <Button
            size="compact-xs"
            onClick={() => void attempt(() => setRoute(desk, lead.id, null, t('decided.withdrawn')))}
          >
            {t('decided.withdraw')}
          </Button>
        </div>
      )}
    </section>
  )
}
