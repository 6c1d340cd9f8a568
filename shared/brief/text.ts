import type { Brief, BriefLine, BriefSection } from './brief.ts'

const WIDTH = 78
const LABEL = 20

/** The brief as plain text, for an e-mail: lines of at most 78 characters but for words that are longer. Ends with a line feed. */
export function briefText(brief: Brief): string {
  // Nothing but the brief's own words begins a line: no value passes for a heading.
  const head = [...wrapped(`Lead brief: ${brief.name}`, '  '), ...wrapped(`  ${brief.about}`, '  ')]
  const stops = brief.stops.flatMap((stop) => wrapped(`!! ${stop}`, '   '))
  const blocks = [
    head,
    stops,
    ...brief.sections.map(sectionText),
    [...wrapped(brief.made, ''), `Lead ${brief.lead}`],
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

const sectionText = ({ title, lines }: BriefSection) => [title.toUpperCase(), ...lines.flatMap(lineText)]

function lineText({ label, text, note }: BriefLine): string[] {
  if (label === '') return wrapped(`  ${text}`, '  ')
  const indent = ' '.repeat(LABEL)
  const first = `  ${label}`.padEnd(LABEL)
  const apart = first.endsWith(' ') ? first : `${first} `
  return [...wrapped(apart + text, indent), ...(note === '' ? [] : wrapped(indent + note, indent))]
}

/** Breaks at spaces; what begins a line keeps its own. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > WIDTH) {
    const start = rest.length - rest.trimStart().length
    const at = lastSpace(rest, start + 1)
    if (at < 0) break
    lines.push(rest.slice(0, at).trimEnd())
    rest = indent + rest.slice(at + 1)
  }
  return rest.trim() === '' ? lines : [...lines, rest]
}

function lastSpace(text: string, from: number): number {
  const within = text.lastIndexOf(' ', WIDTH)
  return within >= from ? within : text.indexOf(' ', Math.max(from, WIDTH))
}
