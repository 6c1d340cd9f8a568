import { describe, expect, it } from 'vitest'
import { askedLanguages, wordsIn } from '../../central/links/page-words.ts'
import { de } from '../../central/links/words/de.ts'
import { en } from '../../central/links/words/en.ts'
import { es } from '../../central/links/words/es.ts'
import { fr } from '../../central/links/words/fr.ts'

describe('[ML18] the words of public pages', () => {
  it('are of the first language that there are words in, by its base, else English', () => {
    expect(wordsIn('de-AT', 'fr')).toEqual({ language: 'de', words: de })
    expect(wordsIn('', 'pt-BR', 'FR')).toEqual({ language: 'fr', words: fr })
    expect(wordsIn('xx', 'constructor')).toEqual({ language: 'en', words: en })
    expect(wordsIn()).toEqual({ language: 'en', words: en })
  })

  it('are those that a browser asks for first, whatever it sends', () => {
    expect(askedLanguages('fr;q=0.7, es-MX, en;q=0.9, de;q=0, *;q=x')).toEqual(['es-MX', 'en', 'fr'])
    expect(askedLanguages(undefined)).toEqual([])
    expect(askedLanguages(`,;q,${'x,'.repeat(5000)}`).length).toBeLessThan(500)
  })

  it.each(Object.entries({ de, fr, es }))(
    '%s says all that English says, in words of its own',
    (_, words) => {
      const flat = (of: object): string[] =>
        Object.values(of).flatMap((v) => (typeof v === 'string' ? [v] : flat(v)))
      const [own, english] = [flat(words), flat(en)]
      expect(own).toHaveLength(english.length)
      expect(own.filter((text, i) => text.trim() === '' || text === english[i])).toEqual([])
    },
  )
})
