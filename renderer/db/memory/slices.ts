/** Milliseconds for which the screen's thread is kept from other work at a stretch. */
const SLICE_MS = 8

/** What long work awaits between its steps: most times it goes on at once, every few milliseconds other work has its turn. */
export function inSlices(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < SLICE_MS) return
    await turnOfOthers()
    began = performance.now()
  }
}

/** Where there is no scheduler (Node, older browsers) timers do. @param priority 'background': after whatever anybody waits for */
export const turnOfOthers = (priority: TaskPriority = 'user-visible'): Promise<void> =>
  'scheduler' in globalThis
    ? scheduler.postTask(() => undefined, { priority })
    : new Promise((resolve) => setTimeout(resolve))
