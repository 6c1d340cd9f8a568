/**
 * What is known of a person's stores outside of them, so that their loss is noticed: a small entry in localStorage,
 * which lives in another file than IndexedDB and OPFS.
 */
export interface Marker {
  deviceId: string
  /** Events that waited for central when this was last written. */
  waiting: number
  /** ISO instant of that. */
  at: string
}

export interface MarkerStore {
  read(): Marker | null
  write(marker: Marker): void
  clear(): void
}

export function createMarkerStore(storage: Storage, personId: string): MarkerStore {
  const key = `leadwright.marker.${personId}`
  return {
    read() {
      const text = storage.getItem(key)
      return text === null ? null : (JSON.parse(text) as Marker)
    },
    write(marker) {
      storage.setItem(key, JSON.stringify(marker))
    },
    clear: () => storage.removeItem(key),
  }
}
