import { describe, it } from 'vitest'
import type { Shell } from '../story/office.ts'
import { recovery } from './recovery.ts'

/** Where a shell keeps its two copies, below the folder of its profile. */
export interface Copies {
  database: string
  journal: string
}

/** Rule OB: what the screen called saved survives a kill and the loss of either copy; the loss of both is said. */
export function describeLosses(
  name: string,
  shell: Shell,
  { database, journal }: Copies,
  skip = false,
): void {
  describe.skipIf(skip)(`[E2E3] a kill while central is down, in ${name}`, () => {
    it('and nothing else', () => recovery(shell, { folders: [], says: null, all: false }))
    it('and the database deleted', () =>
      recovery(shell, { folders: [database], says: /rebuilt/, all: false }))
    it('and the journal deleted', () => recovery(shell, { folders: [journal], says: /rebuilt/, all: false }))
    it('and both deleted', () =>
      recovery(shell, { folders: [database, journal], says: /was lost/, all: true }))
  })
}
