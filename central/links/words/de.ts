import type { PageWords } from './en.ts'

export const de: PageWords = {
  unknown: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Vielleicht ist er abgelaufen, wurde schon benutzt oder unterwegs abgeschnitten. Wenn er noch nicht benutzt wurde, öffnen Sie ihn bitte noch einmal aus der Nachricht, mit der er kam, und kopieren Sie ihn ganz.',
  },
  refused: {
    title: 'Das hat nicht geklappt',
    text: 'Gehen Sie zurück und versuchen Sie es in einer Minute noch einmal.',
  },
  failed: {
    title: 'Das hat nicht geklappt',
    text: 'Der Fehler liegt bei uns. Versuchen Sie es in ein paar Minuten noch einmal.',
  },
  unsubscribe: {
    title: 'Keine E-Mails mehr?',
    text: 'Wir schreiben Ihnen nicht mehr, sobald Sie den Knopf drücken.',
    press: 'Abmelden',
  },
  unsubscribed: {
    title: 'Sie sind abgemeldet',
    text: 'Sie bekommen keine E-Mails mehr von uns. Mehr ist nicht zu tun; Sie können diese Seite schließen.',
  },
  form: {
    title: 'Was hat sich bei Ihnen getan?',
    text: 'Beantworten Sie, was Sie möchten; den Rest lassen Sie aus.',
    none: 'Wählen Sie mindestens eine Antwort.',
    send: 'Absenden',
  },
  thanks: {
    title: 'Vielen Dank',
    text: 'Ihre Antworten sind angekommen. Sie können diese Seite schließen.',
  },
  footer: 'Sie erhalten diese Nachricht, weil Sie zugestimmt haben. Abmelden:',
}
