import { memo } from 'react'
import type { DimensionPoints } from '../../../shared/policy/decision.ts'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { useDesk, useT } from '../context.tsx'
import { range, signed, span } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'
import { History } from './history/history.tsx'
import { ScoreChart } from './history/score-chart.tsx'

/** Why the lead stands where it stands, and what happened so far. */
export const ScorePane = memo(function ScorePane({
  view,
  policy,
  now,
}: {
  view: LeadView
  policy: Policy
  now: number
}) {
  const t = useT()
  const { reader } = useDesk()
  const person = usePersonName()
  const { explanation, snapshot, row, waiting } = view
  const { decision } = explanation
  // Until the campaign's own policy has come, the default one stands in for it.
  const campaign = reader.campaigns().find((c) => c.id === row.campaign)
  const here = campaign === undefined || campaign.policyVersion === policy.version
  const most = Math.max(100, ...policy.dimensions.map((d) => d.weight))
  const widest = Math.max(1, ...policy.dimensions.map((d) => d.weight))
  const place = (points: number) => `${Math.max(0, Math.min(100, (points / most) * 100))}%`
  const [low, expected, high] = [decision.low, decision.expected, decision.high].map(Math.round) as [
    number,
    number,
    number,
  ]
  const owner =
    snapshot.owner === null
      ? t('score.pool')
      : (reader.people().find((p) => p.id === snapshot.owner)?.name ?? person(snapshot.owner))
  const called = snapshot.lead.calls.map((c) => c.startedAt).find((at) => at !== '')
  const merged = snapshot.lead.merges.filter((m) => m.undone === null).length
  return (
    <aside className={css.side} aria-label={t('score.label')}>
      <div className={css.sideScroll}>
        <div className={parts.cardHead}>
          <h3 className={parts.h2}>{t('score.title')}</h3>
          <span className={`${parts.dim} ${parts.small}`}>
            {t('score.policy', { version: policy.version })}
          </span>
        </div>
        <div className={css.score}>
          <b>{expected}</b>
          <span>{low === high ? t('score.exact') : t('score.between', { low, high })}</span>
        </div>
        <div className={css.bounds} aria-hidden="true">
          <div
            className={css.boundsRange}
            style={{ left: place(decision.low), right: `calc(100% - ${place(decision.high)})` }}
          />
          <div className={css.boundsMark} style={{ left: place(decision.expected) }} />
        </div>
        <div className={css.chips}>
          <RouteChip route={decision.route} />
          <span className={`${parts.dim} ${parts.small}`} style={{ lineHeight: '20px' }}>
            {decision.possible.length > 1
              ? t('score.possible', { count: decision.possible.length })
              : t(`score.state.${decision.state}`)}
          </span>
        </div>

        {!here && (
          <div className={css.because} role="status">
            {t('score.noPolicy')}
          </div>
        )}
        {explanation.because && decision.state !== 'byHand' && (
          <div className={css.because}>{t('decided.because', { because: explanation.because })}</div>
        )}

        <div className={css.sideSection}>
          <h3 className={parts.h2}>{t('score.why')}</h3>
          <div className={css.why}>
            {explanation.dimensions.map((d) => (
              <Points key={d.dimension} points={d} widest={widest} />
            ))}
          </div>
          {explanation.open.length > 0 && (
            <div className={`${parts.dim} ${parts.small}`} style={{ marginTop: 8 }}>
              {t('score.open', {
                fields: explanation.open.map((f) => fieldLabel(policy, f)).join(', '),
              })}
            </div>
          )}
        </div>

        <ScoreChart
          lead={snapshot.lead}
          policy={policy}
          today={new Date(now).toISOString().slice(0, 10)}
          now={now}
        />

        <div className={css.sideSection}>
          <h3 className={parts.h2}>{t('history.title')}</h3>
          <History lead={snapshot.lead} policy={policy} now={now} />
        </div>
      </div>
      <div className={css.sideFoot}>
        {[
          t('score.owner', { name: owner }),
          t('score.inQueue', { span: span(now - Date.parse(snapshot.assignedAt), t) }),
          called
            ? t('score.called', { span: span(Date.parse(called) - Date.parse(row.capturedAt), t) })
            : t('score.captured', { span: span(now - Date.parse(row.capturedAt), t) }),
          merged > 0 && t('score.merged', { count: merged + 1 }),
          waiting > 0 && t('score.waiting', { count: waiting }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </aside>
  )
})

/** A dimension: solid for points that are known, hatched for what is still open. */
function Points({ points: p, widest }: { points: DimensionPoints; widest: number }) {
  const share = (n: number) => `${(Math.max(0, n) / widest) * 100}%`
  const known = p.low === p.high
  return (
    <>
      <span>{p.label}</span>
      <span className={css.whyBar} aria-hidden="true">
        <span className={css.whySolid} style={{ left: 0, width: share(p.low) }} />
        {!known && (
          <span
            className={css.whyOpen}
            style={{ left: share(p.low), width: share(p.high - Math.max(0, p.low)) }}
          />
        )}
      </span>
      <span className={css.whyPoints} data-known={known || undefined}>
        {known ? signed(p.low) : range(p.low, p.high)}
      </span>
    </>
  )
}
