import { HAND_OFF_CHANNELS } from '../../../shared/lead/route.ts'
import type { Economics } from '../../../shared/policy/what-if-sums.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'

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
