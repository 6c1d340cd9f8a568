import type { PayOffReport } from '../../../shared/api/pay-off-report.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { Bars } from './charts/bars.tsx'
import { PayOffSum, usePayOffBars } from './pay-off-figure.tsx'
import css from './reports.module.css'

/** What routing saved, and by channel what it cost beside all to Sales: two bars each. */
export function PayOffInShort({ channels }: { channels: PayOffReport['channels'] }) {
  const t = useT()
  const bars = usePayOffBars(channels)
  return (
    <div className={css.picture}>
      <PayOffSum channels={channels} />
      <Bars
        most={bars.most}
        bars={channels.flatMap((c) =>
          bars.of(c).map((bar, i) => ({
            ...bar,
            key: `${c.channel} ${bar.key}`,
            label:
              i === 0 ? (
                <b>{t(`reports.channel.${c.channel}`)}</b>
              ) : (
                <span className={parts.dim}>{bar.label}</span>
              ),
          })),
        )}
      />
    </div>
  )
}
