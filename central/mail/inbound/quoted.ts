import { cleanText, cut } from '../../../shared/lead/intake/text.ts'

const MAX_READ = 100_000
const MAX_ANSWER = 4000

/** Lines with which mail programs begin what they quote, and the mark of a signature. */
const BEGINS = [
  /^-- $/,
  /^-{2,}\s*(original|ursprüngliche|mensaje|message|messaggio|oprindelig|oorspronkelijk)/i,
  /^_{20,}$/,
  /^(from|von|de|da|van|från|fra)\s*:\s.*[@<]/i,
  /^(on|am|le|el|il|op|em|den)\s.{5,200}(wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev)\b.{0,100}:\s*$/i,
]

/** What a person wrote in an answer, without the mail they quoted below it and without their signature; '' when they wrote nothing. */
export function answerIn(text: string): string {
  const lines = text.slice(0, MAX_READ).replace(/\r\n?/g, '\n').split('\n')
  const joined = (i: number) => `${lines[i]} ${lines[i + 1] ?? ''}`
  // "On ... wrote:" may be broken over two lines.
  const end = lines.findIndex((line, i) =>
    BEGINS.some((begin) => begin.test(line) || (begin === BEGINS.at(-1) && begin.test(joined(i)))),
  )
  const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !/^\s*>/.test(line))
  return cut(cleanText(own.join('\n')).replace(/\n{3,}/g, '\n\n'), MAX_ANSWER)
}
