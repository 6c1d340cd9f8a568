import { emailFacts } from './email.ts'
import { cleanLine, type Outcome } from './text.ts'

const EMAIL =
  /^[^\s@,;:"<>()[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{1,62}$/u

/** An e-mail address, its domain in lower case. Of several the first valid one. What looks like a slip is kept, and said. */
export function emailOf(raw: string): Outcome<string> {
  const parts = cleanLine(raw)
    .split(/[;,|\s]+/u)
    .map((part) => part.replace(/^['’<(]+|[>)'’.]+$/gu, '').replace(/^mailto:/iu, ''))
    .filter((part) => part.includes('@'))
  const good = parts.find((part) => EMAIL.test(part) && !part.includes('..') && !/^\.|\.@/u.test(part))
  if (good === undefined) return { problem: 'is no e-mail address' }
  const at = good.lastIndexOf('@')
  const value = good.slice(0, at) + good.slice(at).toLowerCase()
  const { suggestion } = emailFacts(value)
  const notes = [
    parts.length > 1 ? 'holds several addresses; the first valid one was taken' : '',
    suggestion === null ? '' : `may be a slip: was ${suggestion} meant?`,
  ].filter((note) => note !== '')
  return notes.length > 0 ? { value, note: notes.join('; ') } : { value }
}

/** An http(s) address; 'https://' is added where no scheme stands. */
export function urlOf(raw: string): Outcome<string> {
  const text = cleanLine(raw)
  const withScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(text) ? text : `https://${text.replace(/^\/+/u, '')}`
  if (/\s/u.test(text) || !URL.canParse(withScheme)) return { problem: 'is no web address' }
  const url = new URL(withScheme)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'is no http or https address' }
  if (!/\.[^.\d][^.]+$/u.test(url.hostname) || url.username !== '') return { problem: 'is no web address' }
  return { value: url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : url.href }
}
