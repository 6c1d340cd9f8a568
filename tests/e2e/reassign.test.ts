import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { inOffice } from './story/office.ts'
import { leadsOf } from './story/verify.ts'
import { openInBrowser } from './support/apps.ts'
import { until } from './support/central.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)('a supervisor reassigns', () => {
  it('by keyboard, and the agent sees it without asking, long before the next round is due', () =>
    inOffice(openInBrowser, 6, async (office) => {
      const { agent, app } = await office.open()
      await agent.sees(/all synced/)
      const queue = app.page.getByRole('listbox', { name: 'Queue' }).getByRole('option')
      await until('six leads in the queue', async () => (await queue.count()) === 6)

      const { page } = (await office.open('jo')).app
      const leads = page.getByRole('listbox', { name: 'Leads' })
      await page
        .getByRole('row', { name: /Ana Moreira/ })
        .getByText('Ready')
        .waitFor()
      await page.getByRole('checkbox', { name: "Choose Ana Moreira's leads" }).check()
      await until("Ana's six leads are chosen", async () => page.getByText('Reassign 6 leads').isVisible())
      // All but two of them.
      await leads.focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
      await page.keyboard.press('r')
      await page.getByLabel('To', { exact: true }).selectOption({ label: 'Ben Okafor' })
      const began = performance.now()
      await page.keyboard.press('Control+Enter')
      await until('the queue has two leads', async () => (await queue.count()) === 2, 10_000)
      console.log(
        `reassigned, and gone from the agent's screen after ${Math.round(performance.now() - began)} ms`,
      )

      const ofBen = (await leadsOf(office.central)).filter((l) => l.owner === office.ben)
      expect(ofBen).toHaveLength(4)
    }))
})
