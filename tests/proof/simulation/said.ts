import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import type { Answered, Asked } from './sim-central.ts'

/** What central said, whether or not anybody heard it. */
export interface Said {
  /** Event -> how often it was called applied. */
  applied: Map<string, number>
  published: number
  /** Files of which it was said that they are in. */
  imported: Set<string>
  hear(asked: Asked, answer: Answered): void
}

export function saidBy(): Said {
  const said: Said = {
    applied: new Map(),
    published: 0,
    imported: new Set(),
    hear({ path, body }, answer) {
      if (answer.status !== 200) return
      if (path.endsWith('/policy/publish')) said.published += 1
      else if (path.startsWith('/imports/')) said.imported.add(String(body))
      else if (path === '/sync') count(JSON.parse(answer.body) as SyncResponse)
    },
  }
  const count = ({ verdicts }: SyncResponse) => {
    for (const { id, verdict } of verdicts)
      if (verdict === 'applied') said.applied.set(id, (said.applied.get(id) ?? 0) + 1)
  }
  return said
}
