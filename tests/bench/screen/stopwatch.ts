declare global {
  interface Window {
    /** Ms from the next key or click to the frame after it, painted. */
    benchNext(): void
    benchDone: Promise<number>
    /** The same to the last frame in which something changed in the page's main part, once nothing does any more. */
    benchRest(): void
    /** Scrolls an element by so many pixels a frame; the times between frames, in ms. */
    benchScroll(selector: string, frames: number, step: number): Promise<number[]>
    /** Durations of the tasks over 50 ms since it was last asked. */
    benchTasks(): number[]
  }
}

/** Runs in the page before any script of its own. */
export function installStopwatch(): void {
  const tasks: number[] = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
  window.benchTasks = () => tasks.splice(0)
  const begun = () =>
    new Promise<number>((done) => {
      const heard = (e: Event) => {
        if ('key' in e && e.key === 'Control') return
        for (const type of ['keydown', 'click']) window.removeEventListener(type, heard, true)
        done(e.timeStamp)
      }
      for (const type of ['keydown', 'click']) window.addEventListener(type, heard, true)
    })
  const painted = () =>
    new Promise<number>((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done(performance.now())
        port2.postMessage(null)
      }),
    )
  window.benchNext = () => {
    window.benchDone = begun().then(async (start) => (await painted()) - start)
  }
  window.benchRest = () => {
    window.benchDone = begun().then(async (start) => {
      let last = await painted()
      const observer = new MutationObserver(async () => {
        last = await painted()
      })
      observer.observe(document.querySelector('main')!, {
        childList: true,
        subtree: true,
        characterData: true,
      })
      do await new Promise((later) => setTimeout(later, 300))
      while (performance.now() - last < 300)
      observer.disconnect()
      return last - start
    })
  }
  window.benchScroll = async (selector, frames, step) => {
    const element = document.querySelector(selector)!
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let i = 0; i < frames; i++) {
      element.scrollTop += step
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  }
}
