import { Button, NativeSelect } from '@mantine/core'
import { Fragment, useState } from 'react'
import { HAND_OFF_CHANNELS, ROUTES, type RouteId } from '../../../shared/lead/route.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import { ChipSet } from './chip-set.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import { StepsForm } from './steps-form.tsx'
import type { PolicyEdit } from './use-policy-draft.ts'
import { withinText } from './within-text.ts'

type Settings = Policy['routes'][RouteId]
const PURPOSES = ['phone', 'email'] as const

/** Where each route leads, what must be agreed to before, in which time something must be done there, and what a wrong one costs. */
export function Channels({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const [open, setOpen] = useState<RouteId | null>(null)
  const { policy, change } = edit
  const put = (route: RouteId, settings: Settings) =>
    change((p) => ({ ...p, routes: { ...p.routes, [route]: settings } }))
  return (
    <Card id="policy-channels" title={t('policyForm.channels')} hint={t('policyForm.channelsHint')}>
      <div className={parts.scroll} tabIndex={-1}>
        <table className={`${parts.table} ${css.close}`}>
          <thead>
            <tr>
              <th>{t('policy.route')}</th>
              <th>{t('policy.channelName')}</th>
              <th>{t('policy.within')}</th>
              <th>{t('policy.cost')}</th>
              <th aria-label={t('policy.edit')} />
            </tr>
          </thead>
          <tbody>
            {ROUTES.map((route) => {
              const now = policy.routes[route]
              const { requires, ...rest } = now
              const name = t(`route.${route}`)
              const stays = now.channel === 'callCenter' || route === 'needInfo'
              const set = (values: Partial<Settings>) => put(route, { ...now, ...values })
              return (
                <Fragment key={route}>
                  <tr>
                    <td>
                      <RouteChip route={route} />
                      {open !== route && <ProblemAt pointer={`/routes/${route}`} />}
                    </td>
                    <td>
                      <NativeSelect
                        w={120}
                        aria-label={t('policy.channelOf', { route: name })}
                        value={now.channel}
                        data={HAND_OFF_CHANNELS.map((value) => ({
                          value,
                          label: t(`policy.channel.${value}`),
                        }))}
                        onChange={(e) => {
                          const channel = HAND_OFF_CHANNELS.find((c) => c === e.currentTarget.value)
                          if (channel === 'callCenter') put(route, { ...rest, channel })
                          else if (channel) set({ channel })
                        }}
                      />
                    </td>
                    <td>
                      <span className={css.row}>
                        <NumberBox
                          w={72}
                          min={1}
                          allowDecimal={false}
                          aria-label={t('policy.withinOf', { route: name })}
                          placeholder="–"
                          value={now.slaMinutes}
                          onClear={() => set({ slaMinutes: null })}
                          onValue={(n) => set({ slaMinutes: n })}
                        />
                        <span className={parts.dim}>{withinText(t, now.slaMinutes)}</span>
                      </span>
                      {open !== route && requires && (
                        <div className={css.quiet}>
                          {t('policyForm.after', {
                            what: requires.map((p) => t(`policyForm.purpose.${p}`)).join(', '),
                          })}
                        </div>
                      )}
                    </td>
                    <td>
                      <NumberBox
                        w={56}
                        min={0}
                        aria-label={t('policy.costOf', { route: name })}
                        value={now.cost}
                        onValue={(n) => set({ cost: n })}
                      />
                    </td>
                    <td className={parts.num}>
                      <Button
                        aria-expanded={open === route}
                        aria-label={t('policyForm.routeEdit', { route: name })}
                        onClick={() => setOpen(open === route ? null : route)}
                      >
                        {t(open === route ? 'policy.close' : 'policyForm.more')}
                      </Button>
                    </td>
                  </tr>
                  {open === route && (
                    <tr>
                      <td colSpan={5}>
                        {(!stays || requires) && (
                          <div className={css.row}>
                            {t('policyForm.requires')}
                            <ChipSet
                              label={t('policyForm.requiresOf', { route: name })}
                              options={PURPOSES.map((id) => ({ id, label: t(`policyForm.purpose.${id}`) }))}
                              chosen={requires ?? []}
                              onChange={(list) =>
                                put(route, list.length === 0 ? rest : { ...rest, requires: list })
                              }
                            />
                            <ProblemAt pointer={`/routes/${route}/requires`} />
                          </div>
                        )}
                        <StepsForm policy={policy} route={route} onChange={(next) => put(route, next)} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className={css.quiet}>{t('policyForm.requiresHint')}</p>
    </Card>
  )
}
