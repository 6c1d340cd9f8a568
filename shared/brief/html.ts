import type { Brief, BriefLine, BriefSection } from './brief.ts'
import { BRIEF_STYLE } from './style.ts'

/** The brief as one page that needs nothing else: no scripts, no links, one style sheet (BRIEF_STYLE, as it is, for a hash in a policy). */
export function briefHtml(brief: Brief): string {
  const stops = brief.stops.map((stop) => `<p class="stop">${escaped(stop)}</p>`).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(brief.name)}: lead brief</title>
<style>${BRIEF_STYLE}</style>
</head>
<body>
<main>
<header><h1>${escaped(brief.name)}</h1>${brief.about === '' ? '' : `<p>${escaped(brief.about)}</p>`}${stops}</header>
${brief.sections.map(sectionHtml).join('\n')}
<footer><p>${escaped(brief.made)} Lead ${escaped(brief.lead)}</p></footer>
</main>
</body>
</html>
`
}

function sectionHtml({ id, title, lines }: BriefSection): string {
  const body = lines.some((line) => line.label !== '')
    ? `<dl>${lines.map(lineHtml).join('')}</dl>`
    : lines.map((line) => `<p>${escaped(line.text)}</p>`).join('')
  return `<section class="${id}"><h2>${escaped(title)}</h2>${body}</section>`
}

function lineHtml({ label, text, note }: BriefLine): string {
  const quiet = note === '' ? '' : ` <span>${escaped(note)}</span>`
  return `<dt>${escaped(label)}</dt><dd>${escaped(text)}${quiet}</dd>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Text as HTML, also within an attribute's quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? '')
