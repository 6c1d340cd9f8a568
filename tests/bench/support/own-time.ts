import type { Page } from 'playwright-core'

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** The thread's own time, in microseconds. */
  tdur?: number
}

/** Other pages of the browser are traced, too: the page's thread is the one on which this was said. */
const MARK = 'own time of this page'

/**
 * From now on, the tasks of the page's thread, by the time in ms that the thread itself worked on each: what other programs take from it
 * on a busy machine is not in it. The function that comes back ends the watch.
 */
export async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  const line = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  line.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const includedCategories = ['disabled-by-default-devtools.timeline', 'blink.user_timing']
  await line.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories, excludedCategories: ['*'] },
  })
  await page.evaluate((mark) => void performance.mark(mark), MARK)
  return async () => {
    const complete = new Promise((done) => line.once('Tracing.tracingComplete', done))
    await line.send('Tracing.end')
    await complete
    const its = events.find((e) => e.name === MARK)
    if (!its) throw new Error('the trace says nothing of the page')
    return events
      .filter((e) => e.name === 'RunTask' && e.pid === its.pid && e.tid === its.tid)
      .map((e) => (e.tdur ?? 0) / 1000)
  }
}
