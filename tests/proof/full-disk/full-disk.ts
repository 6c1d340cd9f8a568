import { inHomes } from '../browser/in-homes.ts'
import type { Home } from '../browser/shells.ts'
import type { Proof, Size } from '../proof.ts'
import { fullCentral } from './full-central.ts'
import { type Full, fullDesk } from './full-desk.ts'

/** How often each disk of each program is full, for a seed. */
const TIMES: Record<Size, number> = { test: 1, short: 1, full: 10 }

/** [OB23] Full disks and used-up quotas under real programs, and under central's database and backup. */
export const fullDisk: Proof = {
  name: 'full-disk',
  inBrowsers: true,
  async run(asked) {
    const times = asked.sizes.get('times') ?? TIMES[asked.size]
    const isTest = asked.size === 'test'
    const takes = (part: string) => !asked.part || asked.part.split(',').includes(part)
    const inPrograms = (full: readonly Full[], only?: Home['name']) =>
      inHomes(
        asked,
        { name: 'full-disk', seeds: 1, leads: 20 + times * 12, ...(only ? { only } : {}) },
        (trial) => fullDesk(trial, times, full),
      )
    const done = await Promise.all([
      ...(!isTest && takes('central') ? [fullCentral(times)] : []),
      ...(takes('disks')
        ? [inPrograms(isTest ? ['journal'] : ['journal', 'database'], isTest ? 'Electron' : undefined)]
        : []),
    ])
    if (takes('quota')) done.push(await inPrograms(['quota'], 'Chromium'))
    return {
      size: 'disks and a quota, each full and free again',
      seeds: '1',
      failures: done.flatMap((d) => d.failures),
      note: done.map((d) => d.note).join('; '),
    }
  },
}
