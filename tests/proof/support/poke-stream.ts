import type { PokeLine } from '../../../renderer/sync/poke.ts'

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2]
/** What browsers wait where the server does not say how long. */
const RETRY_MS = 3000

/** EventSource as browsers have it, as far as poke lines use it: a line that breaks is made again after what the server said; a refused one is not. */
export function pokeStream(url: string, token: string): PokeLine {
  const listeners = new Map<string, Set<() => void>>()
  const tell = (type: string) => {
    for (const listener of listeners.get(type) ?? []) listener()
  }
  const ended = new AbortController()
  const isEnded = () => ended.signal.aborted
  let state = CONNECTING
  let retry = RETRY_MS

  async function connect(): Promise<void> {
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        signal: ended.signal,
      })
      if (answer.status !== 200 || !answer.body) {
        await answer.body?.cancel()
        state = CLOSED
        return tell('error')
      }
      state = OPEN
      tell('open')
      await listen(answer.body)
    } catch {
      // Not reached, or broken: made again below.
    }
    if (isEnded()) return
    state = CONNECTING
    tell('error')
    setTimeout(() => !isEnded() && connect(), retry)
  }

  async function listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const text = new TextDecoder()
    let rest = ''
    for await (const chunk of body) {
      const blocks = (rest + text.decode(chunk, { stream: true })).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        retry = Number(/^retry: (\d+)$/m.exec(block)?.[1] ?? retry)
        if (/^event: poke$/m.test(block)) tell('poke')
      }
    }
  }

  void connect()
  return {
    addEventListener: (type, listener) => {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
    },
    get readyState() {
      return state
    },
    close() {
      state = CLOSED
      ended.abort()
    },
  }
}
