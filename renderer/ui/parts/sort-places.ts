type Key = string | number

/** Bits of a whole number that a 64-bit float holds exactly. */
const BITS = 53
/** Character codes from here on count as one: the whole texts tell them apart. */
const OTHER = 128
/** So many keys are sorted by comparing sooner than otherwise. */
const FEW = 24

/**
 * Where each of these keys, all texts or all numbers, comes from when they stand in order; equal ones keep their order. The beginning
 * of a key and its place go into one number, and numbers sort natively: a tenth of the time of comparing texts.
 */
export function sortPlaces(keys: readonly Key[], descending: boolean): Uint32Array {
  const size = 2 ** (32 - Math.clz32(keys.length))
  const room = 2 ** BITS / size
  const { heads, exact } =
    typeof keys[0] === 'number'
      ? ranksOf(keys as readonly number[])
      : headsOf(keys as readonly string[], room)
  const both = new Float64Array(keys.length)
  for (let i = 0; i < both.length; i++) both[i] = (descending ? room - 1 - heads[i]! : heads[i]!) * size + i
  both.sort()
  const places = new Uint32Array(keys.length)
  for (let i = 0; i < places.length; i++) places[i] = both[i]! % size
  if (!exact) sortRuns(places, heads, keys, descending)
  return places
}

/** Each number's rank among those that occur. */
function ranksOf(keys: readonly number[]): { heads: Float64Array; exact: boolean } {
  const rank = new Map([...new Set(keys)].sort((a, b) => a - b).map((n, i) => [n, i]))
  const heads = new Float64Array(keys.length)
  for (let i = 0; i < heads.length; i++) heads[i] = rank.get(keys[i]!)!
  return { heads, exact: true }
}

/** The texts' beginnings, after what all begin with, as numbers below `room`; exact: nothing was left out. */
function headsOf(keys: readonly string[], room: number): { heads: Float64Array; exact: boolean } {
  const from = commonLength(keys)
  const digits = digitsOf(keys, from)
  const base = digits.at(-1)! + 1
  const length = Math.floor(Math.log(room) / Math.log(base))
  const powers = Array.from({ length: length + 1 }, (_, i) => base ** i)
  const heads = new Float64Array(keys.length)
  let exact = true
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k]!
    let head = 0
    let isOther = false
    let i = from
    for (const to = Math.min(key.length, from + length); i < to && !isOther; i++) {
      const code = key.charCodeAt(i)
      isOther = code >= OTHER
      head = head * base + digits[isOther ? OTHER : code]!
    }
    heads[k] = head * powers[from + length - i]!
    if (isOther || key.length > from + length) exact = false
  }
  return { heads, exact }
}

function commonLength(keys: readonly string[]): number {
  const first = keys[0] ?? ''
  let length = first.length
  for (const key of keys) {
    length = Math.min(length, key.length)
    let i = 0
    while (i < length && key.charCodeAt(i) === first.charCodeAt(i)) i++
    length = i
  }
  return length
}

/** By character code: its rank, from 1 on, among those that occur; the last is the greatest of all. */
function digitsOf(keys: readonly string[], from: number): Uint8Array {
  const occurs = new Uint8Array(OTHER + 1)
  occurs[OTHER] = 1
  for (const key of keys)
    for (let i = from; i < key.length; i++) occurs[Math.min(key.charCodeAt(i), OTHER)] = 1
  let rank = 0
  return occurs.map((yes) => (yes ? ++rank : rank))
}

/** Where beginnings are equal the rest decides. */
function sortRuns(places: Uint32Array, heads: Float64Array, keys: readonly Key[], descending: boolean): void {
  const sign = descending ? -1 : 1
  for (let from = 0; from < places.length; ) {
    const head = heads[places[from]!]
    let to = from + 1
    while (to < places.length && heads[places[to]!] === head) to++
    const run = places.subarray(from, to)
    if (run.length > FEW && run.length < keys.length) sortRun(run, keys, descending)
    else if (run.length > 1) run.sort((a, b) => sign * compare(keys[a]!, keys[b]!) || a - b)
    from = to
  }
}

function sortRun(run: Uint32Array, keys: readonly Key[], descending: boolean): void {
  const old = run.slice()
  const rest: Key[] = []
  for (const place of old) rest.push(keys[place]!)
  const order = sortPlaces(rest, descending)
  for (let i = 0; i < run.length; i++) run[i] = old[order[i]!]!
}

const compare = (a: Key, b: Key) => (a < b ? -1 : a > b ? 1 : 0)
