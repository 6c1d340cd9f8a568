import { readdirSync, readFileSync } from 'node:fs'

/** CPU time so far and memory of central and of the database server's processes, from /proc. */
export interface Usage {
  /** Milliseconds. */
  centralCpu: number
  databaseCpu: number
  /** Bytes: resident of central; of the server's processes what is their own (without what they share). */
  centralMemory: number
  databaseMemory: number
  /** The server's processes, connections' included. */
  databaseProcesses: number
}

/** The kernel counts CPU time in hundredths of a second for programs. */
const TICK_MS = 10

/** @param central, postmaster process ids; Linux only */
export function usageOf(central: number, postmaster: number): Usage {
  const children = pids().filter((pid) => statOf(pid)?.parent === postmaster)
  const server = [postmaster, ...children].flatMap((pid) => statOf(pid) ?? [])
  const ended = statOf(postmaster)?.childrenTicks ?? 0
  return {
    centralCpu: (statOf(central)?.ticks ?? 0) * TICK_MS,
    databaseCpu: (ended + sum(server.map((s) => s.ticks))) * TICK_MS,
    centralMemory: memoryOf(central, ['RssAnon', 'RssFile']),
    databaseMemory: sum([postmaster, ...children].map((pid) => memoryOf(pid, ['RssAnon']))),
    databaseProcesses: server.length,
  }
}

const pids = (): number[] => readdirSync('/proc').flatMap((name) => (/^\d+$/u.test(name) ? Number(name) : []))

function statOf(pid: number): { parent: number; ticks: number; childrenTicks: number } | null {
  const text = textOf(`/proc/${pid}/stat`)
  if (text === null) return null
  // The second field is the name, in brackets, and may hold anything.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [parent, user, system, childrenUser, childrenSystem] = [1, 11, 12, 13, 14].map((i) => fields[i]!)
  return { parent: parent!, ticks: user! + system!, childrenTicks: childrenUser! + childrenSystem! }
}

function memoryOf(pid: number, lines: readonly string[]): number {
  const text = textOf(`/proc/${pid}/status`) ?? ''
  const kilobytes = lines.map((line) =>
    Number(new RegExp(`^${line}:\\s+(\\d+) kB`, 'mu').exec(text)?.[1] ?? 0),
  )
  return sum(kilobytes) * 1024
}

/** null: the process has ended. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0)
