import { HAND_OFF_CHANNELS } from '../../../shared/lead/route.ts'
import type { Economics } from '../../../shared/policy/what-if.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'

/** A score of 80 buys as often as not; every 14 points less halve the odds, as the fit to outcomes has it. */
const CHANCE = { slope: 0.05, shift: -4 }

/** What is assumed until somebody says otherwise, in any one currency. */
export const USUAL_ECONOMICS: Economics = {
  value: 10_000,
  channels: {
    sales: { cost: 150, share: 1 },
    callCenter: { cost: 15, share: 0.6 },
    web: { cost: 1, share: 0.25 },
    partner: { cost: 40, share: 0.5 },
    nurture: { cost: 2, share: 0.2 },
  },
  chance: { before: CHANCE, after: CHANCE },
}

/** What the pay-off is reckoned from: assumptions of whoever looks, not part of the policy. */
export function Money({
  economics,
  onChange,
}: {
  economics: Economics
  onChange(economics: Economics): void
}) {
  const t = useT()
  return (
    <div className={css.form}>
      <p className={css.quiet}>{t('policy.assumed')}</p>
      <NumberBox
        label={t('policy.value')}
        className={css.narrow}
        min={0}
        thousandSeparator=","
        value={economics.value}
        onValue={(value) => onChange({ ...economics, value })}
      />
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('policy.channelName')}</th>
            <th>{t('policy.costEach')}</th>
            <th>{t('policy.buysThere')}</th>
          </tr>
        </thead>
        <tbody>
          {HAND_OFF_CHANNELS.map((c) => {
            const now = economics.channels[c]
            const set = (change: Partial<typeof now>) =>
              onChange({ ...economics, channels: { ...economics.channels, [c]: { ...now, ...change } } })
            const channel = t(`policy.channel.${c}`)
            return (
              <tr key={c}>
                <td>{channel}</td>
                <td>
                  <NumberBox
                    w={80}
                    min={0}
                    aria-label={t('policy.costEachOf', { channel })}
                    value={now.cost}
                    onValue={(cost) => set({ cost })}
                  />
                </td>
                <td>
                  <NumberBox
                    w={80}
                    min={0}
                    max={100}
                    suffix=" %"
                    aria-label={t('policy.buysThereOf', { channel })}
                    value={Math.round(now.share * 100)}
                    onValue={(n) => set({ share: n / 100 })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
