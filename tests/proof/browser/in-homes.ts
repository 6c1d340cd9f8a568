import { build } from '../../../scripts/build/build.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import { type Asked, type Outcome, seedsOf, seedsText } from '../proof.ts'
import { createRandom, type Random } from '../support/random.ts'
import { atPost, type Post } from './post.ts'
import { type Home, homes } from './shells.ts'

export type Counts = Record<string, number>

export interface Trial {
  home: Home
  post: Post
  random: Random
  /** Adds to a figure. */
  count(figure: string, by?: number): void
  /** A figure of which the greatest is kept. */
  most(figure: string, value: number): void
  /** Something does not hold. */
  fail(what: string): void
}

/** One trial a seed in each program of this machine, the programs side by side, each at a post of its own. */
export async function inHomes(
  asked: Asked,
  { name, seeds, leads, only }: { name: string; seeds: number; leads: number; only?: Home['name'] },
  attempt: (trial: Trial) => Promise<void>,
): Promise<Outcome> {
  await build(projectRoot, asked.say)
  const chosen = seedsOf(asked, seeds)
  const figures = new Map<string, number>()
  const failures: string[] = []
  const note = () => [...figures].map(([figure, n]) => `${n} ${figure}`).join(', ')
  const { homes: all, close } = await homes()
  const found = all.filter((home) => only === undefined || home.name === only)

  async function run(home: Home, seed: number): Promise<void> {
    const random = createRandom(seed)
    const fail = (what: string) => {
      asked.say(`${name}: ${home.name}, seed ${seed}: ${what}`)
      failures.push(`${home.name}, seed ${seed}: ${what}\n  replay: npm run proof -- ${name} --seed ${seed}`)
    }
    const count = (figure: string, by = 1) => figures.set(figure, (figures.get(figure) ?? 0) + by)
    const most = (figure: string, value: number) =>
      figures.set(figure, Math.max(figures.get(figure) ?? 0, value))
    await atPost(asked.databases, home.shell, random, leads, (post) =>
      attempt({ home, post, random, count, most, fail }).catch(async (error: Error) =>
        fail(`${error.message}; on screen: ${await post.onScreen()}`),
      ),
    )
  }

  try {
    for (const seed of chosen) {
      await Promise.all(found.map((home) => run(home, seed)))
      asked.say(`${name}: seed ${seed} done, ${failures.length} failures so far; ${note()}`)
    }
  } finally {
    close()
  }
  return {
    size: found.map((home) => home.name).join(' and ') || 'no browser here',
    seeds: seedsText(chosen),
    failures,
    note: note(),
  }
}
