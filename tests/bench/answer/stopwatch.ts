/** One answer or one put, in ms since its key was pressed or it was begun. */
export interface Lap {
  /** It is durable, and the page's document says so. */
  saved: number
  /** The frame that shows it was painted. */
  painted: number
  /** A second frame has begun. */
  settled: number
}

declare global {
  interface Window {
    /** The lead chosen in the queue is the one on screen. */
    benchIsOpen(): boolean
    /** The answers on the digit keys of the question on screen; null when there is no question. */
    benchAnswers(): string[] | null
    /** Durations of the tasks over 50 ms since it was last asked, by the clock. */
    benchTasks(): number[]
    /** Makes `benchLap` wait for the next key's answer to be said to be saved, with this label. */
    benchArm(label: string): void
    benchLap: Promise<Lap>
    /** One strict put of so many bytes into a database of its own. */
    benchPut(bytes: number): Promise<Lap>
    /** Bytes of the person's sealed lead and event, as one answer stores them. */
    benchBytes(database: string): Promise<number>
  }
}

/** Runs in the page before any script of its own. */
export function installStopwatch(): void {
  const tasks: number[] = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
  window.benchTasks = () => tasks.splice(0)
  const until = (start: number): Promise<Lap> =>
    new Promise((done) => {
      const saved = performance.now() - start
      requestAnimationFrame(() => {
        let painted = 0
        const { port1, port2 } = new MessageChannel()
        // A task after the frame's callbacks runs when the frame is done.
        port1.onmessage = () => {
          painted = performance.now() - start
        }
        port2.postMessage(null)
        requestAnimationFrame(() => done({ saved, painted, settled: performance.now() - start }))
      })
    })
  const question = () => document.querySelector('#ask-question')?.textContent ?? null
  const said = () => document.querySelector('[role=status][aria-live=polite]')?.textContent ?? ''

  window.benchIsOpen = () => {
    const chosen = document.querySelector('[role=option][aria-selected=true] b')?.textContent
    return chosen !== undefined && chosen === document.querySelector('main h2')?.textContent
  }
  window.benchAnswers = () =>
    question() === null
      ? null
      : [...document.querySelectorAll('section[aria-busy=false] button > span')]
          .filter((label) => label.previousElementSibling?.textContent !== '0')
          .filter((label) => label.previousElementSibling !== null && label.nextElementSibling !== null)
          .map((label) => label.textContent ?? '')

  window.benchArm = (label) => {
    if (said() === `Saved: ${label}`) throw new Error(`'${label}' is what was said last`)
    const before = question()
    window.benchLap = new Promise((done) => {
      let key: number | null = null
      window.addEventListener(
        'keydown',
        (e) => {
          key = e.timeStamp
        },
        { capture: true, once: true },
      )
      const observer = new MutationObserver(() => {
        if (key === null || question() === before) return
        if (said() !== `Saved: ${label}` || document.querySelector('[aria-busy=true]')) return
        observer.disconnect()
        void until(key).then(done)
      })
      observer.observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['aria-busy'],
      })
    })
  }

  const opened = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result)
      request.onerror = () => failed(request.error)
    })
  let putting: Promise<IDBDatabase> | null = null
  let puts = 0
  window.benchPut = async (bytes) => {
    if (!putting) {
      const opening = indexedDB.open('bench', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { keyPath: 'id' })
      putting = opened(opening)
    }
    const db = await putting
    const row = { id: `row-${puts++}`, sealed: crypto.getRandomValues(new Uint8Array(bytes)) }
    const start = performance.now()
    const tx = db.transaction('rows', 'readwrite', { durability: 'strict' })
    tx.objectStore('rows').put(row)
    await new Promise((done, failed) => {
      tx.oncomplete = done
      tx.onerror = () => failed(tx.error)
    })
    document.title = row.id
    return until(start)
  }

  window.benchBytes = async (name) => {
    const db = await opened(indexedDB.open(name))
    const some = (store: string): Promise<{ sealed: Uint8Array | null }[]> =>
      opened(db.transaction(store).objectStore(store).getAll(null, 50))
    const [leads, events] = await Promise.all(['leads', 'outbox'].map(some))
    db.close()
    const mean = (rows: Awaited<ReturnType<typeof some>>) => {
      const full = rows.flatMap(({ sealed }) => (sealed ? sealed.length : []))
      return full.reduce((sum, length) => sum + length, 0) / Math.max(1, full.length)
    }
    return Math.round(mean(leads!) + (mean(events!) || 500))
  }
}
