/** Opens databases as the browser does, but can give up what it has not answered. */
export interface Opener {
  /** For Dexie. */
  indexedDB: { open: IDBFactory['open'] } & Pick<IDBFactory, 'deleteDatabase' | 'databases' | 'cmp'>
  /** A database that comes after that is let go: Dexie would hold it for its own, and never call it open. */
  forgetLast(): void
}

export function createOpener(factory: IDBFactory): Opener {
  let last: IDBOpenDBRequest | null = null
  return {
    indexedDB: {
      open(name, version) {
        last = factory.open(name, version)
        return last
      },
      deleteDatabase: (name) => factory.deleteDatabase(name),
      databases: () => factory.databases(),
      cmp: (first, second) => factory.cmp(first, second),
    },
    forgetLast() {
      const request = last
      if (!request) return
      request.onupgradeneeded = () => request.transaction?.abort()
      request.onsuccess = () => request.result.close()
      request.onerror = (event) => event.preventDefault()
      last = null
    },
  }
}
