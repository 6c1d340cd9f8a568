import { escaped } from '../../shared/brief/html.ts'
import { type PublicPage, told } from '../links/page.ts'
import { wordsIn } from '../links/page-words.ts'
import type { Question } from './questions.ts'

/**
 * The questions as a form that needs no scripts.
 * @param once tells one filling in of the form from another @param isEmpty it came back without an answer
 */
export function formPage(
  questions: readonly Question[],
  language: string,
  once: string,
  isEmpty: boolean,
): PublicPage {
  const worded = wordsIn(language)
  const words = worded.words.form
  const body = `<p>${escaped(words.text)}</p>
${isEmpty ? `<p class="wrong" role="alert">${escaped(words.none)}</p>\n` : ''}<form method="post">
<input type="hidden" name="once" value="${escaped(once)}">
${questions.map(fieldset).join('\n')}
<button>${escaped(words.send)}</button>
</form>`
  return { title: words.title, body, language: worded.language, status: isEmpty ? 400 : 200 }
}

const fieldset = ({ field, question, choices }: Question): string =>
  `<fieldset><legend>${escaped(question)}</legend>
${choices
  .map(
    ({ id, label }) =>
      `<label class="choice"><input type="radio" name="${escaped(field)}" value="${escaped(id)}">${escaped(label)}</label>`,
  )
  .join('\n')}
</fieldset>`

export function thanksPage(language: string): PublicPage {
  const worded = wordsIn(language)
  return told(worded, worded.words.thanks)
}
