import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as io from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { journalFiles } from '../../electron/journal-file.ts'
import { decodeFrames } from '../../renderer/db/journal/frames.ts'
import { openShellFile } from '../../renderer/db/journal/journal-electron.ts'
import { newDataKey } from '../../renderer/session/wrapped-key.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import type { Desktop } from '../../shared/ipc/contract.ts'
import type { Verdict } from '../../shared/sync/protocol.ts'
import { answerDraft, newSnapshot, response } from '../renderer/support/leads.ts'
import { createMachine, type Running } from '../renderer/support/machine.ts'
import { createMemoryFile, type MemoryFile } from '../renderer/support/memory-file.ts'
import { type Proof, type Size, seedsOf, seedsText } from './proof.ts'
import { harmed } from './support/harm.ts'
import { createRandom, type Random } from './support/random.ts'

const FILES: Record<Size, number> = { test: 20, short: 20, full: 100 }
const LEADS = 6
const NAME = 'journal'

/** [OB8] A journal that a bad disk has cut, flipped, zeroed or overwritten: noticed, set aside, written anew, and nothing that waits is missing. */
export const journalDamage: Proof = {
  name: 'journal-damage',
  async run(asked) {
    const seeds = seedsOf(asked, FILES[asked.size])
    const failures: string[] = []
    let said = 0
    for (const seed of seeds) {
      const problems: string[] = []
      said += await damaged(createRandom(seed), problems).catch((error: Error) =>
        problems.push(error.message),
      )
      const replay = `\n  replay: npm run proof -- journal-damage --seed ${seed}`
      failures.push(...problems.map((p) => `seed ${seed}: ${p}${replay}`))
    }
    return {
      size: `${seeds.length} journals, each in memory or as the desktop program keeps it`,
      seeds: seedsText(seeds),
      failures,
      note: `${said} said; the others were cut between two frames`,
    }
  },
}

/** Resolves to 1 where it was said. */
async function damaged(random: Random, problems: string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-journal-'))
  const file = random.chance(0.5) ? createMemoryFile() : shellFile(folder)
  const machine = await createMachine(undefined, undefined, { key: await newDataKey(), file })
  try {
    const first = await machine.start()
    await work(first, machine.person.id, random)
    const before = await keptBy(first)
    await first.stop()
    const whole = file.bytes!
    const { bytes, how } = harmed(whole, random)
    file.bytes = bytes
    const isSame = Buffer.from(bytes).equals(whole)
    const mustSay = bytes.length === 0 || decodeFrames(bytes).damaged
    if (!isSame && !mustSay && bytes.length === whole.length) problems.push(`${how}: no frame notices it`)

    const second = await machine.start()
    const told = second.notice?.message ?? ''
    if (mustSay && !/journal was (gone|unreadable)|part of the journal/.test(told))
      problems.push(`${how}: said "${told}"`)
    if (bytes.length > 0 && mustSay && file.aside.length === 0) problems.push(`${how}: nothing is set aside`)
    same(before, await keptBy(second), `${how}, when it starts`, problems)
    await second.stop()
    if (decodeFrames(file.bytes!).damaged) problems.push(`${how}: the journal is damaged still`)

    // What was written anew is as good as what was lost: it alone brings everything back.
    await machine.loseDatabase()
    const third = await machine.start()
    same(
      { ...before, parked: [] },
      { ...(await keptBy(third)), parked: [] },
      `${how}, by the new journal`,
      problems,
    )
    await third.stop()
    return mustSay ? 1 : 0
  } finally {
    await machine.loseDatabase()
    rmSync(folder, { recursive: true })
  }
}

/** Answers, some of which central takes, and some of which it refuses. */
async function work({ port, transactor }: Running, owner: string, random: Random): Promise<void> {
  const leads = Array.from({ length: LEADS }, () => newSnapshot(owner))
  await port.takeIn([], response({ changes: { leads } }))
  for (let round = 0; round < 3; round += 1) {
    for (let n = 1 + random.below(6); n > 0; n -= 1)
      await transactor.commit([
        answerDraft(
          random.pick(leads).lead.id,
          random.pick(['budget', 'need', 'timeline']),
          `a${random.below(9)}`,
        ),
      ])
    const sent = port.next(random.below(4))
    const verdicts = sent.map(
      ({ event: { id } }): Verdict =>
        random.chance(0.7)
          ? { id, verdict: 'applied' }
          : { id, verdict: 'rejected', fault: { kind: 'conflict', message: 'no' } },
    )
    await port.takeIn(sent, response({ verdicts }))
  }
}

async function keptBy({ port, reader }: Running) {
  const events: LeadEvent[] = port.next(1000).map(({ event }) => event)
  const parked = (await reader.parked()).map(({ event }) => event as LeadEvent)
  return {
    waiting: [...events, ...parked].sort((a, b) => (a.id < b.id ? -1 : 1)),
    parked: parked.map((e) => e.id).sort(),
  }
}

function same(one: object, other: object, when: string, problems: string[]): void {
  if (JSON.stringify(one) !== JSON.stringify(other))
    problems.push(`${when}: ${JSON.stringify(one)} was kept, ${JSON.stringify(other)} is`)
}

/** The desktop program's own file, on a disk. */
function shellFile(folder: string): MemoryFile {
  const files = journalFiles(folder, io)
  const journal = openShellFile(
    {
      async invoke(channel: string, name: string, records: string[]) {
        if (channel === 'journal:read') return files.read(name)
        if (channel === 'journal:append') return files.append(name, records)
        return files.replace(name, records)
      },
    } as unknown as Desktop,
    NAME,
  )
  const at = (name: string) => join(folder, `${name}.journal`)
  return {
    ...journal,
    hold: null,
    failWith: null,
    get aside() {
      return [readFileSync(at(`${NAME}-damaged`))]
    },
    get bytes() {
      return new Uint8Array(readFileSync(at(NAME)))
    },
    set bytes(bytes) {
      writeFileSync(at(NAME), bytes!)
    },
  } as MemoryFile
}
