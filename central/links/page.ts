import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { escaped } from '../../shared/brief/html.ts'
import { askedLanguages, type Worded, wordsIn } from './page-words.ts'

const STYLE = `
:root { color-scheme: light dark; --back: #f5f6f8; --card: #fff; --ink: #1b1f24; --quiet: #57606a; --line: #c5ccd4; --act: #0b5394; --on-act: #fff; --wrong: #a40e26 }
@media (prefers-color-scheme: dark) { :root { --back: #14171b; --card: #1e2329; --ink: #e8ebee; --quiet: #a6b0ba; --line: #46505b; --act: #7db7ef; --on-act: #0e1116; --wrong: #ff9aa8 } }
* { box-sizing: border-box; margin: 0 }
body { background: var(--back); color: var(--ink); font: 17px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; padding: 24px 16px }
main { max-width: 560px; margin: 0 auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 24px 20px; overflow-wrap: anywhere }
h1 { font-size: 24px; line-height: 1.25; margin-bottom: 12px }
p, form, ul, fieldset { margin-bottom: 14px }
fieldset { border: 0; padding: 0 }
legend, label { display: block; font-weight: 600; margin-bottom: 4px }
label.choice { display: flex; gap: 10px; align-items: flex-start; font-weight: 400; padding: 6px 0 }
.quiet { color: var(--quiet); font-size: 15px }
.wrong { color: var(--wrong); font-weight: 600 }
a { color: var(--act) }
input, select, textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: 10px; width: 100% }
input[type=radio], input[type=checkbox] { width: 20px; height: 20px; margin-top: 3px; flex: none }
button, a.button { display: inline-block; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act); border: 0; border-radius: 6px; padding: 12px 20px; min-height: 48px; text-decoration: none; cursor: pointer }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
`

const style = createHash('sha256').update(STYLE).digest('base64')
/** The page loads nothing and runs nothing; of styles only its own; its forms go nowhere but to central. */
const POLICY = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

export interface PublicPage {
  /** Plain text. */
  title: string
  /** HTML: what comes from outside must have been `escaped`. Classes: quiet, wrong, choice (a label), button (a link). */
  body: string
  status?: number
  /** 'de', 'pt-BR'; left out: English. */
  language?: string
}

/** Sends a page for people outside: no scripts, light and dark, readable on a phone; kept by nobody, found by no search engine. */
export function sendPage(reply: FastifyReply, page: PublicPage): FastifyReply {
  reply.header('content-security-policy', POLICY)
  return reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="${escaped(page.language ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(page.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(page.title)}</h1>
${page.body}
</main>
</body>
</html>
`)
}

/** Words in the person's own language where it is known ('' where not), else in one that their browser asks for, else English. */
export const wordsFor = ({ request }: FastifyReply, own = ''): Worded =>
  wordsIn(own, ...askedLanguages(request.headers['accept-language']))

/** A title and a text, which is a paragraph; `more`: HTML below it. */
export const told = (
  { language }: Worded,
  { title, text }: { title: string; text: string },
  more = '',
): PublicPage => ({ title, body: `<p>${escaped(text)}</p>${more}`, language })

/** For a link that is none of ours, or has expired. */
export function sendUnknownLink(reply: FastifyReply): FastifyReply {
  const worded = wordsFor(reply)
  return sendPage(reply, { ...told(worded, worded.words.unknown), status: 404 })
}
