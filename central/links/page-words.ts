import { de } from './words/de.ts'
import { en, type PageWords } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'

const WORDS: Record<string, PageWords> = { en, de, fr, es }

export interface Worded {
  /** 'de': what the page is in. */
  language: string
  words: PageWords
}

/** The words of the first of these languages ('de', 'pt-BR', '' for not known) that there are words in, by its base; else English. */
export function wordsIn(...languages: readonly string[]): Worded {
  const bases = languages.map((tag) => tag.trim().toLowerCase().split('-')[0] ?? '')
  const language = bases.find((base) => Object.hasOwn(WORDS, base)) ?? 'en'
  return { language, words: WORDS[language] ?? en }
}

/** What a browser asks for, the most wanted first; for pages of whom nobody knows who opens them. @param header Accept-Language */
export function askedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.split(';')
      return { tag: tag.trim(), q: weight === undefined ? 1 : Number(weight.replace(/^\s*q=/u, '')) || 0 }
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag)
}
