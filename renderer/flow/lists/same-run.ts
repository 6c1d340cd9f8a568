/** How many items of one list from a place on are those of another from another place on. A loop of its own: it is gone through for every lead, with every change. */
export function sameRun<T>(one: readonly T[], from: number, other: readonly T[], at: number): number {
  const most = Math.min(one.length - from, other.length - at)
  let run = 0
  while (run < most && one[from + run] === other[at + run]) run++
  return run
}
