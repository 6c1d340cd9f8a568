import type { Page } from 'playwright-core'

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** The thread's own time, in microseconds. */
  tdur?: number
  args: { name?: string }
}

/**
 * From now on, the tasks of the page's thread, by the time in ms that the thread itself worked on each: what other programs take from it
 * on a busy machine is not in it. The function that comes back ends the watch.
 */
export async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  const line = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  line.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const includedCategories = ['disabled-by-default-devtools.timeline', '__metadata']
  await line.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories, excludedCategories: ['*'] },
  })
  return async () => {
    const complete = new Promise((done) => line.once('Tracing.tracingComplete', done))
    await line.send('Tracing.end')
    await complete
    const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`
    const screens = new Set(
      events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(threadOf),
    )
    return events
      .filter((e) => e.name === 'RunTask' && screens.has(threadOf(e)))
      .map((e) => (e.tdur ?? 0) / 1000)
  }
}
