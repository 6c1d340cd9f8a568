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
  /** The line broke. */
  onBreak(): void
  later(ms: number, task: () => void): () => void
  random(): number
}

const CLOSED = 2
const RETRY_MS = 5_000

/** Keeps a line to central open on which it says "there is something for you". The platform reconnects it; where that gives up, this does. */
export function keepPokeLine({ open, onPoke, onBreak, later, random }: PokeDeps): () => void {
  let line: PokeLine
  let callOff: () => void = () => undefined
  let stopped = false

  const connect = () => {
    const opened = open()
    line = opened
    for (const type of ['open', 'message', 'poke'] as const) opened.addEventListener(type, onPoke)
    opened.addEventListener('error', () => {
      if (stopped) return
      onBreak()
      if (opened.readyState !== CLOSED) return
      callOff()
      callOff = later(RETRY_MS * (0.5 + random()), connect)
    })
  }
  connect()
  return () => {
    stopped = true
    callOff()
    line.close()
  }
}
