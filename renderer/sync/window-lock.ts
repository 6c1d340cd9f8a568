/** This window's right to a person's data. */
export interface WindowLock {
  release(): void
  /** Resolves when another window took it. */
  taken: Promise<void>
}

/**
 * One window at a time works a person's data. Null when another has it and `steal` is false.
 * @param locks absent where the page's origin is not secure; then nothing is guarded
 */
export function lockWindow(
  locks: LockManager | undefined,
  name: string,
  steal: boolean,
): Promise<WindowLock | null> {
  if (!locks) return Promise.resolve({ release: () => undefined, taken: new Promise(() => undefined) })
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
      .request(name, steal ? { steal: true } : { ifAvailable: true }, async (lock) => {
        if (!lock) return resolve(null)
        resolve({ release, taken })
        await until
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') wasTaken()
        else reject(error)
      })
  })
}
