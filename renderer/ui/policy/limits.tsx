import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { HAND_OFF_CHANNELS, ROUTES, type RouteId } from '../../../shared/lead/route.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt } from './at-place.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'
import { withinText } from './within-text.ts'

/** Where each route leads, in which time something must be done there, and what a wrong one costs; and what calls go by. */
export function Limits({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const { policy, change } = edit
  const set = (route: RouteId, values: Partial<Policy['routes'][RouteId]>) =>
    change((p) => ({ ...p, routes: { ...p.routes, [route]: { ...p.routes[route], ...values } } }))
  const consents = policy.consentTexts ?? { phone: '', email: '' }
  return (
    <section className={`${parts.card} ${css.card}`} aria-labelledby="policy-limits">
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-limits">
          {t('policy.limits')}
        </h2>
      </div>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('policy.route')}</th>
            <th>{t('policy.channelName')}</th>
            <th>{t('policy.within')}</th>
            <th>{t('policy.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {ROUTES.map((route) => {
            const { channel, slaMinutes, cost, slas } = policy.routes[route]
            const name = t(`route.${route}`)
            return (
              <tr key={route}>
                <td>
                  <RouteChip route={route} />
                  <ProblemAt pointer={`/routes/${route}`} />
                </td>
                <td>
                  <NativeSelect
                    aria-label={t('policy.channelOf', { route: name })}
                    value={channel}
                    data={HAND_OFF_CHANNELS.map((value) => ({ value, label: t(`policy.channel.${value}`) }))}
                    onChange={(e) => {
                      const next = HAND_OFF_CHANNELS.find((c) => c === e.currentTarget.value)
                      if (next) set(route, { channel: next })
                    }}
                  />
                </td>
                <td>
                  <span className={css.row}>
                    <NumberBox
                      w={84}
                      min={1}
                      allowDecimal={false}
                      aria-label={t('policy.withinOf', { route: name })}
                      placeholder="–"
                      value={slaMinutes}
                      onClear={() => set(route, { slaMinutes: null })}
                      onValue={(n) => set(route, { slaMinutes: n })}
                    />
                    <span className={parts.dim}>
                      {withinText(t, slaMinutes)}
                      {slas && Object.keys(slas).length > 0 ? ` · ${t('policy.ownSteps')}` : ''}
                    </span>
                  </span>
                </td>
                <td>
                  <NumberBox
                    w={70}
                    min={0}
                    aria-label={t('policy.costOf', { route: name })}
                    value={cost}
                    onValue={(n) => set(route, { cost: n })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className={css.fields}>
        <NumberBox
          label={t('policy.attempts')}
          min={1}
          allowDecimal={false}
          value={policy.maxAttempts}
          onValue={(maxAttempts) => change((p) => ({ ...p, maxAttempts }))}
        />
        <TextInput
          label={t('policy.territories')}
          defaultValue={policy.partnerTerritories.join(', ')}
          key={edit.draft === null ? edit.base.version : 'draft'}
          onBlur={(e) => {
            const list = e.currentTarget.value
              .split(/[\s,;]+/u)
              .filter(Boolean)
              .map((c) => c.toUpperCase())
            if (list.join() !== policy.partnerTerritories.join())
              change((p) => ({ ...p, partnerTerritories: list }))
          }}
        />
        <Checkbox
          label={t('policy.callFirst')}
          checked={policy.callFirst}
          onChange={(e) => {
            const callFirst = e.currentTarget.checked
            change((p) => ({ ...p, callFirst }))
          }}
        />
      </div>
      <div className={css.fields}>
        {(['phone', 'email'] as const).map((kind) => (
          <Textarea
            key={kind}
            label={t(`policy.consent.${kind}`)}
            value={consents[kind]}
            maxLength={4000}
            rows={2}
            onChange={(e) => {
              const texts = { ...consents, [kind]: e.currentTarget.value }
              change(({ consentTexts: _, ...p }) =>
                texts.phone === '' && texts.email === '' ? p : { ...p, consentTexts: texts },
              )
            }}
          />
        ))}
      </div>
      {(
        [
          '/maxAttempts',
          '/partnerTerritories',
          '/consentTexts',
          '/calendar',
          '/contact',
          '/dispositions',
        ] as const
      ).map((at) => (
        <ProblemAt key={at} pointer={at} />
      ))}
    </section>
  )
}
