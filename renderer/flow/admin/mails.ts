import { type MailState, mail, mailsPage } from '../../../shared/api/mail.ts'
import type { Desk } from '../desk.ts'

/** @param state null: all */
export function loadMails(desk: Desk, state: MailState | null, cursor: string | null, signal?: AbortSignal) {
  const query = new URLSearchParams({ ...(state && { state }), ...(cursor && { cursor }) })
  return desk.api.request({ method: 'GET', path: `mails?${query}`, schema: mailsPage, signal })
}

export const loadMail = (desk: Desk, id: string, signal?: AbortSignal) =>
  desk.api.request({ method: 'GET', path: `mails/${id}`, schema: mail, signal })

export const sendMailAgain = (desk: Desk, id: string) =>
  desk.api.request({ method: 'POST', path: `mails/${id}/send-again`, schema: mail })
