import { escaped } from '../../shared/brief/html.ts'

/** A text as HTML: its paragraphs and line breaks. Of addresses only those given become links: not what a person typed somewhere. */
export function htmlOfText(text: string, addresses: readonly string[]): string {
  const links = new Map(addresses.map((address) => [escaped(address), true]))
  return text
    .trim()
    .split(/\n{2,}/u)
    .map((paragraph) => `<p>${linked(escaped(paragraph), links).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')
}

const linked = (html: string, links: ReadonlyMap<string, boolean>): string =>
  html.replace(/https?:\/\/[^\s<]+/gu, (found) => {
    // A sentence goes on after a link: "..., or here: https://example.com/form."
    const address = links.has(found) ? found : found.replace(/(?:[.,;:!?)\]]|&quot;|&#39;|&gt;)+$/u, '')
    return links.has(address) ? `<a href="${address}">${address}</a>${found.slice(address.length)}` : found
  })

/** What stands in a body, as a page; a page as it is. */
export const asPage = (html: string, subject: string, language: string): string =>
  /<html[\s>]/iu.test(html)
    ? html
    : `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(subject)}</title>
</head>
<body>
${html}
</body>
</html>
`
