/** What is needed of EventSource. */
export interface PokeLine {
  addEventListener(type: 'open' | 'message' | 'poke' | 'error', listener: () => void): void
  readonly readyState: number
  close(): void
}

export interface PokeDeps {
  open(): PokeLine
  /** Something may be there to fetch, or central is back. */
  onPoke(): void
  /** The line broke; tries in vain to have it again are not told. */
  onBreak(): void
  later(ms: number, task: () => void): () => void
  random(): number
}

const CLOSED = 2
const RETRY_MS = 5_000
/** All desks lose their lines at one moment, and have them again at nearly one: within these times they ask, not at once. */
const BREAK_SPREAD_MS = 1_000
const BACK_SPREAD_MS = 3_000

/** Keeps a line to central open on which it says "there is something for you". The platform reconnects it; where that gives up, this does. */
export function keepPokeLine({ open, onPoke, onBreak, later, random }: PokeDeps): () => void {
  let line: PokeLine
  let callOff: () => void = () => undefined
  let callOffSoon: () => void = () => undefined
  let isOpen = false
  let failed = false
  let stopped = false

  const soon = (withinMs: number, task: () => void) => {
    callOffSoon()
    callOffSoon = later(withinMs * random(), task)
  }

  const connect = () => {
    const opened = open()
    line = opened
    for (const type of ['message', 'poke'] as const) opened.addEventListener(type, onPoke)
    opened.addEventListener('open', () => {
      isOpen = true
      if (failed) soon(BACK_SPREAD_MS, onPoke)
      else onPoke()
    })
    opened.addEventListener('error', () => {
      if (stopped) return
      failed = true
      if (isOpen) soon(BREAK_SPREAD_MS, onBreak)
      isOpen = false
      if (opened.readyState !== CLOSED) return
      callOff()
      callOff = later(RETRY_MS * (0.5 + random()), connect)
    })
  }
  connect()
  return () => {
    stopped = true
    callOff()
    callOffSoon()
    line.close()
  }
}
