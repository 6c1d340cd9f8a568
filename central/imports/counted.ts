/** A source of bytes that says how much was read of it and whether it broke off. */
export interface Counted {
  chunks: AsyncIterable<Uint8Array>
  bytes(): number
  /** True when the source ended with an error: the sender is gone. */
  broke(): boolean
  /** Reads and drops what is left. */
  drain(): Promise<void>
}

export function counting(source: AsyncIterable<Uint8Array>): Counted {
  let [bytes, broke] = [0, false]
  const chunks = (async function* () {
    try {
      for await (const chunk of source) {
        bytes += chunk.length
        yield chunk
      }
    } catch {
      // Whatever stopped the sender, there is no more to read: the import ends as cancelled.
      broke = true
    }
  })()
  const drain = async () => {
    while (!(await chunks.next()).done);
  }
  return { chunks, drain, bytes: () => bytes, broke: () => broke }
}
