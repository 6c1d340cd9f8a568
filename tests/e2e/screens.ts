import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EVERYBODY, everybody } from './roles/roles.ts'
import { openInBrowser } from './support/apps.ts'

/** `npm run screens`: pictures of every screen, of the real thing, as everybody walks through them; written to docs/screens. `-- jo` takes hers alone, and leaves the others. */
const OUT = resolve(import.meta.dirname, '../../docs/screens')
/** Those that are shown in the dark, too. */
const DARK = [
  'agent-call',
  'agent-find',
  'inbox-new',
  'supervisor-team',
  'supervisor-policy-draft',
  'supervisor-reports-funnel-and-flow',
  'administrator-people',
]

const asked = process.argv.slice(2)
const who = EVERYBODY.filter((name) => asked.length === 0 || asked.includes(name))
if (asked.length === 0) rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
await everybody(
  openInBrowser,
  async ({ page }, name) => {
    for (const scheme of DARK.includes(name) ? (['dark', 'light'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(OUT, `${name}-${scheme}.png`) })
    }
  },
  undefined,
  who,
)
