import type { ElectronApplication, Page } from 'playwright-core'

/** What the page is told of each address, and what the system is asked to open for them. */
export const MAILS = {
  told: {
    'ann.o-neill+x@example.co.uk': true,
    'nobody@example.com': false,
    'a@b.de?attach=/etc/passwd': 'refused',
    'a@b.de,c@d.de': 'refused',
  },
  opened: ['mailto:ann.o-neill+x@example.co.uk', 'mailto:nobody@example.com'],
}

/**
 * The page asks for a mail to each of the addresses. Nothing is opened on the machine of the test; a system without a mail program is what
 * 'nobody' meets.
 */
export async function askForMail(app: ElectronApplication, page: Page): Promise<typeof MAILS> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => {
      opened.push(url)
      if (url.includes('nobody')) throw new Error('no mail program')
    }
  })
  const told = await page.evaluate(async (addresses) => {
    const { leadwright } = window as unknown as {
      leadwright: { invoke(channel: string, ...args: unknown[]): Promise<unknown> }
    }
    const asked = addresses.map(async (address) => [
      address,
      await leadwright.invoke('mail', address).catch(() => 'refused'),
    ])
    return Object.fromEntries(await Promise.all(asked))
  }, Object.keys(MAILS.told))
  return { told, opened: await app.evaluate(() => (globalThis as unknown as typeof MAILS).opened) }
}
