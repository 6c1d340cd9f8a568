import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { type Round, tryControls } from '../e2e/controls/controls.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import type { Asked, Outcome, Proof, Size } from './proof.ts'

/** Each screen once, by whom it is there for. */
const ONCE: Round = [
  { who: 'ana', screens: null },
  { who: 'noor', screens: null },
  { who: 'jo', screens: ['Team', 'Escalations', 'Policy', 'Quality', 'Reports', 'Import'] },
  { who: 'sam', screens: ['Admin'] },
]
const EVERYWHERE: Round = [
  { who: 'ana', screens: null },
  { who: 'noor', screens: null },
  { who: 'jo', screens: null },
  { who: 'sam', screens: null },
]

/** As `--part jo:Queue,Policy/Calls` names it; `jo`: all of the screens that are jo's. */
function partOf(part: string): Round {
  const [who, screens] = part.split(':')
  return EVERYWHERE.filter((e) => e.who === who).map((e) => ({ ...e, screens: screens?.split(',') ?? null }))
}

/** How much of it, on each screen: all that there is, or a part of it. */
const LIMITS: Record<Size, { most: number; alike: number }> = {
  test: { most: 8, alike: 1 },
  short: { most: 30, alike: 1 },
  full: { most: 400, alike: 3 },
}

/** [UI103] Everybody uses every control of theirs: each has a name, is reached by keys and does something; nothing is thrown, refused in silence, or takes the focus away. */
export const controls: Proof = {
  name: 'controls',
  inBrowsers: true,
  async run(asked: Asked): Promise<Outcome> {
    if ((await chromiumOrReason()) === null)
      return { size: '', seeds: '', failures: ['no Chromium is on this machine'], note: '' }
    await build(projectRoot, asked.say)
    const round = asked.part ? partOf(asked.part) : asked.size === 'full' ? EVERYWHERE : ONCE
    const { most, alike: usual } = LIMITS[asked.size]
    const alike = asked.sizes.get('alike') ?? usual
    const { used, faults } = await tryControls(round, { most, alike }, asked.say)
    return {
      size: `${round.length} people, at most ${most} controls a screen, ${alike} of those alike`,
      seeds: '',
      failures: faults,
      note: `${used.length} controls used`,
    }
  },
}
