/** A line of points in the chart's own units. */
export interface Line {
  label: string
  /** 1 to 3: a colour and a dash of the report's style. */
  kind: 1 | 2 | 3
  points: readonly (readonly [x: number, y: number])[]
  dots?: boolean
}

export interface Axes {
  x: { label: string; from: number; to: number; ticks: readonly number[] }
  y: { label: string; from: number; to: number; ticks: readonly number[] }
  /** A thin line from corner to corner. */
  diagonal?: boolean
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [640, 360, 56, 48, 12, 12]

/** An SVG that needs nothing but the report's style. */
export function chart(title: string, { x, y, diagonal }: Axes, lines: readonly Line[]): string {
  const atX = (v: number) => (LEFT + ((v - x.from) / (x.to - x.from)) * (WIDTH - LEFT - RIGHT)).toFixed(1)
  const atY = (v: number) =>
    (HEIGHT - BOTTOM - ((v - y.from) / (y.to - y.from)) * (HEIGHT - BOTTOM - TOP)).toFixed(1)
  const grid = [
    ...y.ticks.map(
      (t) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${atY(t)}" y2="${atY(t)}"/><text x="${LEFT - 8}" y="${atY(t)}" class="end">${t}</text>`,
    ),
    ...x.ticks.map((t) => `<text x="${atX(t)}" y="${HEIGHT - BOTTOM + 18}" class="middle">${t}</text>`),
    `<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 8}" class="middle">${escaped(x.label)}</text>`,
    `<text transform="translate(14 ${(HEIGHT - BOTTOM) / 2}) rotate(-90)" class="middle">${escaped(y.label)}</text>`,
  ]
  if (diagonal)
    grid.push(
      `<line class="grid" x1="${atX(x.from)}" y1="${atY(y.from)}" x2="${atX(x.to)}" y2="${atY(y.to)}"/>`,
    )
  const drawn = lines.flatMap(({ kind, points, dots }) => [
    `<polyline class="line k${kind}" points="${points.map(([a, b]) => `${atX(a)},${atY(b)}`).join(' ')}"/>`,
    ...(dots
      ? points.map(([a, b]) => `<circle class="dot k${kind}" cx="${atX(a)}" cy="${atY(b)}" r="4"/>`)
      : []),
  ])
  const legend = lines.map(
    (l) =>
      `<span class="key"><svg width="28" height="10" aria-hidden="true"><line class="line k${l.kind}" x1="0" x2="28" y1="5" y2="5"/></svg>${escaped(l.label)}</span>`,
  )
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">${grid.join('')}${drawn.join('')}</svg><p class="keys">${legend.join('')}</p></figure>`
}

/** Text as HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/gu, (c) => `&#${c.codePointAt(0)};`)
