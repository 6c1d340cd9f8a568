import { everybody, as as signedIn, type Who } from '../roles/roles.ts'
import { screensOf, type Walk } from '../roles/walk.ts'
import { openInBrowser } from '../support/apps.ts'
import { follow } from './evidence.ts'
import { handIn } from './handed-in.ts'
import { closeAll, type Pressed, pressAll } from './press-all.ts'

/** Whose every control is used, on which of their screens (null: all), or on one tab of a screen: 'Policy/Calls'. */
export type Round = readonly { who: Who; screens: readonly string[] | null }[]

const CSV = 'Name;E-Mail;Phone\nKofi Mensah;kofi.mensah@volta-steel.example;+49 30 5550 1412\n'
const FILE = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }

export interface Result {
  /** Each control that was used, in order. */
  used: string[]
  faults: string[]
}

/** Uses every control of a real desk in Chromium, against a real central with the demo campaign. */
export async function tryControls(
  round: Round,
  limits: { most: number; alike: number },
  say: (line: string) => void,
): Promise<Result> {
  const result: Result = { used: [], faults: [] }
  const go = async (
    walk: Walk,
    who: Who,
    screens: readonly string[] | null,
    doings: ReturnType<typeof follow>,
  ) => {
    const done: Pressed = {
      who,
      keys: new Set(),
      kinds: new Map(),
      again: new Set(),
      seen: new Set(),
      faults: new Set(),
      openers: new Map(),
      left: new Map(),
    }
    for (const named of screens ?? (await screensOf(walk))) {
      const [screen = '', tab = null] = named.split('/')
      const [began, before] = [performance.now(), done.keys.size]
      await pressAll(walk, { screen, tab }, done, doings, limits)
      await closeAll(walk.page, screen)
      say(`${who}, ${named}: ${done.keys.size - before} in ${Math.round(performance.now() - began)} ms`)
    }
    result.used.push(...done.keys)
    result.faults.push(...done.faults)
  }
  await everybody(
    openInBrowser,
    async () => undefined,
    {
      central: handIn,
      async app({ page }, walk) {
        await page.emulateMedia({ reducedMotion: 'reduce' })
        const doings = follow(page, FILE)
        for (const { who, screens } of round) await signedIn(walk, who, () => go(walk, who, screens, doings))
      },
    },
    [],
  )
  return result
}
