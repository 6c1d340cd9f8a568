/** This window's right to a person's data. */
export interface WindowLock {
  release(): void
  /** Resolves when another window took it. */
  taken: Promise<void>
}

/** How long a window that was taken over has to close its stores: one that stands still never does. */
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
  const stores = `${name}-stores`
  const held =
    (await hold(locks, stores, { signal: AbortSignal.timeout(LET_GO_MS) })) ??
    (await hold(locks, stores, { steal: true }))
  return {
    taken: right.taken,
    release() {
      held?.release()
      right.release()
    },
  }
}

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
