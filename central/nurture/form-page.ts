import { escaped } from '../../shared/brief/html.ts'
import type { PublicPage } from '../links/page.ts'
import type { Question } from './questions.ts'

interface Words {
  title: string
  intro: string
  none: string
  send: string
  thanks: string
  received: string
}

const WORDS: Record<string, Words> = {
  en: {
    title: 'What has changed for you?',
    intro: 'Answer what you like; leave out the rest.',
    none: 'Choose at least one answer.',
    send: 'Send',
    thanks: 'Thank you',
    received: 'Your answers have reached us. You may close this page.',
  },
  de: {
    title: 'Was hat sich bei Ihnen getan?',
    intro: 'Beantworten Sie, was Sie möchten; den Rest lassen Sie aus.',
    none: 'Wählen Sie mindestens eine Antwort.',
    send: 'Absenden',
    thanks: 'Vielen Dank',
    received: 'Ihre Antworten sind angekommen. Sie können diese Seite schließen.',
  },
}

/** What the page itself can be told in. */
const languageOf = (language: string): string => {
  const base = language.toLowerCase().split('-')[0]!
  return base in WORDS ? base : 'en'
}

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
  const words = WORDS[languageOf(language)]!
  const body = `<p>${escaped(words.intro)}</p>
${isEmpty ? `<p class="wrong" role="alert">${escaped(words.none)}</p>\n` : ''}<form method="post">
<input type="hidden" name="once" value="${escaped(once)}">
${questions.map(fieldset).join('\n')}
<button>${escaped(words.send)}</button>
</form>`
  return { title: words.title, body, language: languageOf(language), status: isEmpty ? 400 : 200 }
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
  const words = WORDS[languageOf(language)]!
  return { title: words.thanks, body: `<p>${escaped(words.received)}</p>`, language: languageOf(language) }
}
