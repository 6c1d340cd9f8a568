declare global {
  interface Window {
    /** Ms from the next key or click to the frame after it, painted. */
    benchNext(): void
    benchDone: Promise<number>
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
  window.benchNext = () => {
    window.benchDone = new Promise((done) => {
      const begun = (e: Event) => {
        for (const type of ['keydown', 'click']) window.removeEventListener(type, begun, true)
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => done(performance.now() - e.timeStamp)
          port2.postMessage(null)
        })
      }
      for (const type of ['keydown', 'click']) window.addEventListener(type, begun, true)
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
