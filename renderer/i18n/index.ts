import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** The texts, ready at once: all of them are in the bundle. */
export function createTexts(): i18n {
  const texts = createInstance()
  texts.use(initReactI18next)
  void texts.init({
    lng: 'en',
    initAsync: false,
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  return texts
}
