import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { suggestedDomain } from '../../shared/lead/intake/email-typos.ts'
import { FREEMAIL } from '../../shared/lead/intake/freemail.ts'

/**
 * Writes resources/reference/email-domains.json: the domains of throw-away e-mail addresses, ascending, joined by spaces: 125 KB that
 * the renderer cuts up only when it asks. Slips of well-known domains (gmial.com) are left out, whoever squats them: people who write them meant the other.
 * @param folder where the table goes, with its closing slash
 */
export function writeEmailDomains(folder: URL): void {
  const list = createRequire(import.meta.url).resolve(
    'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json',
  )
  const domains = JSON.parse(readFileSync(list, 'utf8')) as string[]
  const disposable = [...new Set(domains.map((d) => d.toLowerCase()))]
    .filter((d) => !FREEMAIL.has(d) && suggestedDomain(d) === null)
    .sort()
  writeFileSync(
    new URL('email-domains.json', folder),
    `${JSON.stringify({ disposable: disposable.join(' ') })}\n`,
  )
}
