/**
 * Does work again and again: at once while there is more, else every so often. One run at a time; a run that fails is told and tried
 * again at the next time. For what is due by central's clock (which may be set for demonstrations), not by the database's.
 * @param work returns true when there is more to do at once
 * @returns what ends it, after the run under way
 */
export function repeat(
  work: (stopped: AbortSignal) => Promise<boolean>,
  everyMs: number,
  onError: (error: Error) => void,
): () => Promise<void> {
  const stopped = new AbortController()
  let timer: NodeJS.Timeout
  const run = async () => {
    let more = true
    while (more && !stopped.signal.aborted) {
      more = await work(stopped.signal).catch((error: Error) => {
        if (!stopped.signal.aborted) onError(error)
        return false
      })
    }
    if (!stopped.signal.aborted) timer = setTimeout(begin, everyMs)
  }
  let running = Promise.resolve()
  const begin = () => {
    running = run()
  }
  begin()
  return async () => {
    stopped.abort()
    clearTimeout(timer)
    await running
  }
}
