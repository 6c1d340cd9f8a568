/** So many of one way through all of the columns. */
export interface Way {
  /** A node's id in each column. */
  nodes: readonly string[]
  count: number
}

export interface SankeyNode {
  id: string
  column: number
  count: number
  y: number
  height: number
}

export interface SankeyLink {
  from: SankeyNode
  to: SankeyNode
  count: number
  height: number
  /** Of its upper edge at either end. */
  fromY: number
  toY: number
}

/** How high one may be: few do not fill the picture. */
const MOST = 24

/**
 * Where a flow's nodes and links stand: each as high as it counts, on one scale; nodes of a column below each other, links in the order
 * of the nodes, so that few cross.
 * @param orders of each column, all ids that may be in it @param height what there is room for
 * @returns with the height that is used
 */
export function sankeyLayout(
  ways: readonly Way[],
  orders: readonly (readonly string[])[],
  { height, gap }: { height: number; gap: number },
): { nodes: SankeyNode[]; links: SankeyLink[]; height: number } {
  const total = ways.reduce((n, w) => n + w.count, 0)
  const columns = orders.map((order, column) =>
    order.flatMap((id) => {
      const count = sumOf(ways.filter((w) => w.nodes[column] === id))
      return count > 0 ? [{ id, column, count, y: 0, height: 0 }] : []
    }),
  )
  const gaps = gap * Math.max(0, ...columns.map((nodes) => nodes.length - 1))
  const scale = total === 0 ? 0 : Math.min(MOST, (height - gaps) / total)
  for (const nodes of columns) {
    let y = 0
    for (const node of nodes) {
      node.y = y
      node.height = node.count * scale
      y += node.height + gap
    }
  }
  const links = columns.slice(1).flatMap((next, at) => between(ways, columns[at] ?? [], next, at, scale))
  return { nodes: columns.flat(), links, height: total * scale + gaps }
}

function between(
  ways: readonly Way[],
  left: readonly SankeyNode[],
  right: readonly SankeyNode[],
  at: number,
  scale: number,
): SankeyLink[] {
  const entered = new Map(right.map((node) => [node.id, node.y]))
  return left.flatMap((from) => {
    let fromY = from.y
    return right.flatMap((to) => {
      const count = sumOf(ways.filter((w) => w.nodes[at] === from.id && w.nodes[at + 1] === to.id))
      if (count === 0) return []
      const link = { from, to, count, height: count * scale, fromY, toY: entered.get(to.id) ?? to.y }
      fromY += link.height
      entered.set(to.id, link.toY + link.height)
      return [link]
    })
  })
}

const sumOf = (ways: readonly Way[]) => ways.reduce((n, w) => n + w.count, 0)
