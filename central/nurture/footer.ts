import { escaped } from '../../shared/brief/html.ts'
import { wordsIn } from '../links/page-words.ts'

interface Footer {
  language: string
  postalAddress: string
  unsubscribe: string
}

/** What every mail ends with where its template leaves it out: who sends it, and how to have no more of it. */
export function withTextFooter(text: string, { language, postalAddress, unsubscribe }: Footer): string {
  const lines = [
    ...(text.includes(postalAddress) ? [] : [postalAddress]),
    ...(text.includes(unsubscribe) ? [] : [`${wordsIn(language).words.footer} ${unsubscribe}`]),
  ]
  return lines.length === 0 ? text : `${text.trimEnd()}\n\n-- \n${lines.join('\n')}\n`
}

/** @param html a whole page, or what stands in its body */
export function withHtmlFooter(html: string, { language, postalAddress, unsubscribe }: Footer): string {
  const link = escaped(unsubscribe)
  const lines = [
    ...(html.includes(escaped(postalAddress)) ? [] : [escaped(postalAddress).replaceAll('\n', '<br>')]),
    ...(html.includes(link)
      ? []
      : [`<a href="${link}">${escaped(wordsIn(language).words.footer).replace(/ ?:$/u, '')}</a>`]),
  ]
  if (lines.length === 0) return html
  const footer = `<p style="font-size:12px">${lines.join('<br>')}</p>`
  const end = html.search(/<\/body\s*>/iu)
  return end < 0 ? `${html}\n${footer}` : `${html.slice(0, end)}${footer}\n${html.slice(end)}`
}
