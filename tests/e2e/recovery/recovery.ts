import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { inOffice, type Shell } from '../story/office.ts'
import { checkAtCentral } from '../story/verify.ts'
import { sleep } from '../support/central.ts'

/** What of the desk's folder is gone after the kill. */
export interface Loss {
  folders: string[]
  /** What the screen must say of it. */
  says: RegExp | null
  /** Both copies are gone: what waited cannot come back, and that is said. */
  all: boolean
}

/** Three leads worked without central, a kill, a loss on the disk, a start without central, and central back. */
export const recovery = (shell: Shell, loss: Loss): Promise<void> =>
  inOffice(shell, 12, async (office) => {
    const { central, ledger } = office
    const before = await office.open()
    await before.agent.sees(/all synced/)
    await before.app.page.getByRole('option').first().waitFor()
    await central.stop('SIGKILL')
    for (const key of ['', 'c', 'n'] as const) {
      const entry = await before.agent.talk(`ended with ${key}`, key === 'n' ? 0 : 2)
      await before.agent.finish(entry, key)
    }
    await before.agent.sees(/offline/i)
    const waiting = await before.agent.waiting()
    // Chromium writes a page's small storage, where it notes what it had, seconds late.
    if (loss.all) await sleep(8000)
    await before.app.kill()
    for (const folder of loss.folders) rmSync(join(office.profile, folder), { recursive: true })

    const after = await office.open()
    if (loss.says) await after.agent.sees(loss.says)
    if (!loss.all) expect(await after.agent.waiting()).toBe(waiting)
    await central.start()
    await after.agent.sees(loss.all ? loss.says! : /^(?!.*waiting).*(all synced|rebuilt)/s, 90_000)
    if (!loss.all) await checkAtCentral(central, ledger)
    await after.app.page.getByRole('option').first().waitFor()
    await after.app.close()
  })
