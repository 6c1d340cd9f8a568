export interface Reminder {
  title: string
  body: string
  /** The lead's id. */
  lead: string
}

/** How a reminder reaches a person who looks elsewhere. */
export interface Notifier {
  /** How many callbacks are due, on the program's icon. */
  badge(due: number): Promise<void>
  notify(reminder: Reminder): Promise<void>
}

export type Permission = NotificationPermission | 'unsupported'

/** Whether this browser may show notifications of this page. */
export const permission = (): Permission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission

/** Only ever after a person asked for it. */
export const askPermission = async (): Promise<Permission> =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission()

/** The shell announces always. A browser does, in the background and where it may; in sight the page itself says it. */
export function createNotifier(say: (text: string) => void, open: (lead: string) => void): Notifier {
  const { leadwright } = window
  if (leadwright)
    return {
      badge: async (due) => void (await leadwright.invoke('badge', due)),
      notify: async (reminder) => void (await leadwright.invoke('notify', reminder)),
    }
  return {
    badge: async () => undefined,
    async notify({ title, body, lead }) {
      if (!document.hidden || permission() !== 'granted') return say(`${title}. ${body}`)
      const shown = new Notification(title, { body, tag: title })
      shown.onclick = () => {
        window.focus()
        shown.close()
        open(lead)
      }
    },
  }
}

/** Opens the lead of every reminder of the shell's that is clicked, until `gone` is aborted. */
export async function openChosen(open: (lead: string) => void, gone: AbortSignal): Promise<void> {
  const { leadwright } = window
  while (leadwright && !gone.aborted) {
    const lead = await leadwright.invoke('notify:chosen')
    if (!gone.aborted) open(lead)
  }
}
