import type { Tone } from '../../parts/chip.tsx'
import css from './charts.module.css'
import { type SankeyLink, type SankeyNode, sankeyLayout, type Way } from './sankey-layout.ts'

const WHOLE = { width: 1120, height: 400 }
const BAR = 12
const GAP = 22
const HEAD = 26
/** The last name stands below its bar where that is thin. */
const FOOT = 10

export interface SankeyColumn {
  name: string
  /** All that may stand in it, in order. */
  nodes: readonly { id: string; label: string; tone: Exclude<Tone, 'outline'> }[]
}

interface Props {
  ways: readonly Way[]
  columns: readonly SankeyColumn[]
  /** Of the whole, in words. */
  label: string
  /** '1,204' @param column its place, from 0 */
  number(n: number, column: number): string
  /** In units of its own; scaled to the room there is. Left out: that of a whole page, which is never made smaller. */
  size?: { width: number; height: number }
}

/** A flow through columns: each band is as high as it counts, in the colour of where it goes to. */
export function Sankey({ ways, columns, label, number, size = WHOLE }: Props) {
  const { width } = size
  const { nodes, links, height } = sankeyLayout(
    ways,
    columns.map((c) => c.nodes.map((n) => n.id)),
    { height: size.height, gap: GAP },
  )
  const step = (width - BAR) / (columns.length - 1)
  const last = columns.length - 1
  const of = ({ column, id }: SankeyNode) => columns[column]?.nodes.find((n) => n.id === id)
  return (
    <svg
      viewBox={`0 0 ${width} ${height + HEAD + FOOT}`}
      preserveAspectRatio="xMidYMin meet"
      role="img"
      aria-label={label}
      className={css.sankey}
      data-whole={size === WHOLE || undefined}
    >
      {columns.map(({ name }, i) => (
        <text key={name} x={i === last ? width : i * step} y={12} textAnchor={i === last ? 'end' : 'start'}>
          {name}
        </text>
      ))}
      <g transform={`translate(0 ${HEAD})`}>
        {links.map((link) => (
          <path
            key={`${link.from.column} ${link.from.id} ${link.to.id}`}
            d={bandOf(link, step)}
            data-tone={of(link.to)?.tone}
            className={css.flow}
          >
            <title>{`${of(link.from)?.label} → ${of(link.to)?.label}: ${number(link.count, link.to.column)}`}</title>
          </path>
        ))}
        {nodes.map((node) => {
          const x = node.column * step
          const atEnd = node.column === last
          return (
            <g key={`${node.column} ${node.id}`}>
              <rect
                x={x}
                y={node.y}
                width={BAR}
                height={Math.max(1, node.height)}
                data-tone={of(node)?.tone}
              />
              <text
                x={atEnd ? x - 6 : x + BAR + 6}
                y={node.y + Math.max(1, node.height) / 2 + 5}
                textAnchor={atEnd ? 'end' : 'start'}
                className={css.node}
              >
                {of(node)?.label} <tspan className={css.number}>{number(node.count, node.column)}</tspan>
              </text>
            </g>
          )
        })}
      </g>
    </svg>
  )
}

function bandOf({ from, to, height, fromY, toY }: SankeyLink, step: number): string {
  const left = from.column * step + BAR
  const right = to.column * step
  const middle = (left + right) / 2
  const [top, bottom] = [fromY, fromY + height]
  const [topEnd, bottomEnd] = [toY, toY + height]
  return (
    `M${left} ${top}C${middle} ${top} ${middle} ${topEnd} ${right} ${topEnd}` +
    `V${bottomEnd}C${middle} ${bottomEnd} ${middle} ${bottom} ${left} ${bottom}Z`
  )
}
