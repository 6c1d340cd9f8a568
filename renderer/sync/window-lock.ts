/** This window's right to a person's data. */
export interface WindowLock {
  release(): void
  /** Resolves when another window took it. */
  taken: Promise<void>
}

/** How long another window has to close its stores, or to end what takes a moment: one that stands still never does. */
const LET_GO_MS = 3000

/**
 * One window at a time works a person's data. Null when another has it and `steal` is false. Stealing, it resolves when the other has closed its
 * stores, or stands still.
 * @param locks absent where the page's origin is not secure; then nothing is guarded
 */
export async function lockWindow(
  locks: LockManager | undefined,
  name: string,
  steal: boolean,
): Promise<WindowLock | null> {
  if (!locks) return { release: () => undefined, taken: new Promise(() => undefined) }
  const right = await hold(locks, name, steal ? { steal: true } : { ifAvailable: true })
  if (!right) return null
  const held = await holdInTime(locks, `${name}-stores`)
  return {
    taken: right.taken,
    release() {
      held?.release()
      right.release()
    },
  }
}

/**
 * Does what takes a moment, and may be done twice, in one window at a time. Whoever stood still meanwhile, so that another window did not wait any
 * longer, does it once more.
 */
export async function oneAtATime<T>(
  locks: LockManager | undefined,
  name: string,
  task: () => Promise<T>,
): Promise<T> {
  if (!locks) return task()
  for (;;) {
    const held = await holdInTime(locks, name)
    let wasTaken = false
    void held?.taken.then(() => {
      wasTaken = true
    })
    const [done] = await Promise.allSettled([task()])
    held?.release()
    if (wasTaken) continue
    if (done.status === 'rejected') throw done.reason
    return done.value
  }
}

/** A lock that may be held by a window that stands still. */
const holdInTime = async (locks: LockManager, name: string): Promise<WindowLock | null> =>
  (await hold(locks, name, { signal: AbortSignal.timeout(LET_GO_MS) })) ??
  (await hold(locks, name, { steal: true }))

/** Null when it cannot be had, or not in time. */
function hold(locks: LockManager, name: string, options: LockOptions): Promise<WindowLock | null> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined
    const until = new Promise<void>((done) => {
      release = done
    })
    let wasTaken: () => void = () => undefined
    const taken = new Promise<void>((done) => {
      wasTaken = done
    })
    locks
      .request(name, options, async (lock) => {
        if (!lock) return resolve(null)
        resolve({ release, taken })
        await until
      })
      .catch((error: unknown) => {
        const problem = error instanceof DOMException ? error.name : ''
        if (problem === 'TimeoutError') resolve(null)
        else if (problem === 'AbortError') wasTaken()
        else reject(error)
      })
  })
}
