import type { ParsedMail } from 'mailparser'

/** Headers that only programs set. */
const MARKS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponse',
  'x-auto-reply-from',
  'list-id',
  'feedback-id',
]
const PRECEDENCE = /^(bulk|junk|list|auto[-_]?reply)$/i
/** Where a program sends like a person: the subjects that common ones set. */
const SUBJECTS =
  /^\s*(auto(matic(al)?|matische)?[ -]?(reply|response|antwort|answer)\b|out of (the )?office|ooo\b|abwesenheits|abwesend|respuesta autom|réponse automatique|risposta automatica|resposta automática|automatisch antwoord|autosvar|undeliver(able|ed)|delivery (status notification|failure)|mail delivery)/i

/** Whether a program wrote it: out of office, a ticket's receipt, a mailing list (RFC 3834). Nobody responded then. `sender`: of the envelope. */
export function isAutomatic(mail: ParsedMail, sender: string | null): boolean {
  const header = (name: string): string => {
    const line = mail.headerLines.find((h) => h.key === name)?.line ?? ''
    return line.slice(line.indexOf(':') + 1).trim()
  }
  const submitted = header('auto-submitted').toLowerCase()
  return (
    sender === '' ||
    header('return-path') === '<>' ||
    (submitted !== '' && !/^no\b/.test(submitted)) ||
    PRECEDENCE.test(header('precedence')) ||
    MARKS.some((name) => header(name) !== '') ||
    SUBJECTS.test(mail.subject ?? '')
  )
}
