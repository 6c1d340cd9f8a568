import type { FlowReport } from '../../../shared/api/flow-report.ts'
import { useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { Sankey } from './charts/sankey.tsx'
import { channelNodes, NONE } from './flow-figure.tsx'
import { grouped, sumOf } from './grouped.ts'

const SIZE = { width: 520, height: 210 }
const ALL = 'all'

/** To which channel the captured leads went, each with its share of them. */
export function FlowInShort({ flows }: { flows: FlowReport['flows'] }) {
  const t = useT()
  const total = sumOf(flows, (f) => f.count)
  const byChannel = grouped(flows, (f) => f.channel ?? NONE)
  return (
    <Sankey
      size={SIZE}
      label={t('reports.flow.inShort', {
        channels: channelNodes(t)
          .flatMap(({ id, label }) => {
            const of = byChannel.find(([channel]) => channel === id)?.[1]
            return of ? `${label} ${count(sumOf(of, (f) => f.count))}` : []
          })
          .join(', '),
      })}
      number={(n, column) => (column === 0 ? count(n) : `${count(n)} · ${percent(n / total)}`)}
      ways={byChannel.map(([channel, of]) => ({ nodes: [ALL, channel], count: sumOf(of, (f) => f.count) }))}
      columns={[
        { name: '', nodes: [{ id: ALL, label: t('reports.stage.captured'), tone: 'grey' }] },
        { name: t('reports.column.channel'), nodes: channelNodes(t) },
      ]}
    />
  )
}
