import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import { PLAIN_ADDRESS } from '../../../shared/ipc/plain-address.ts'

declare global {
  interface Window {
    leadwright?: Desktop
  }
}

/** A number as people write it: '+1 757 555 0142'. */
export const readable = (phone: string): string =>
  parsePhoneNumberFromString(phone)?.formatInternational() ?? phone

/** Hands a number to the telephone; false when the system refused it. A browser cannot tell and always says true. */
export async function dial(phone: string): Promise<boolean> {
  if (window.leadwright) return await window.leadwright.invoke('dial', phone)
  const link = document.createElement('a')
  link.href = `tel:${phone}`
  link.click()
  return true
}

/** Begins a mail in the person's mail program; 'refused' when it cannot be had, or the address is no plain one. A browser cannot tell. */
export async function mailTo(address: string): Promise<'begun' | 'refused' | 'unknown'> {
  if (!PLAIN_ADDRESS.test(address)) return 'refused'
  if (window.leadwright) return (await window.leadwright.invoke('mail', address)) ? 'begun' : 'refused'
  const link = document.createElement('a')
  link.href = `mailto:${address}`
  link.click()
  return 'unknown'
}

/** Saves a text file: through the shell's dialog, else as a download. */
export async function saveText(name: string, content: string, type: string): Promise<void> {
  if (window.leadwright) {
    await window.leadwright.invoke('saveFile', { name, content })
    return
  }
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
