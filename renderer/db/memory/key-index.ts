/** Finds leads by the identity keys they have. */
export class KeyIndex {
  /** Nearly always one, which then stands for itself: lists of one would be most of what this holds. */
  #ids = new Map<string, string | string[]>()
  #keysOf = new Map<string, readonly string[]>()

  set(id: string, keys: readonly string[]): void {
    const before = this.keysOf(id)
    // As nearly always: taken out and put in again, all of them would be laid out anew at times.
    if (keys.length === before.length && keys.every((key, i) => key === before[i])) return
    this.delete(id)
    if (keys.length === 0) return
    for (const key of keys) {
      const ids = this.#ids.get(key)
      if (ids === undefined) this.#ids.set(key, id)
      else if (typeof ids === 'string') this.#ids.set(key, [ids, id])
      else ids.push(id)
    }
    this.#keysOf.set(id, keys)
  }

  delete(id: string): void {
    for (const key of this.#keysOf.get(id) ?? []) {
      const ids = this.#ids.get(key)!
      if (typeof ids === 'string') this.#ids.delete(key)
      else {
        ids.splice(ids.indexOf(id), 1)
        if (ids.length === 1) this.#ids.set(key, ids[0]!)
      }
    }
    this.#keysOf.delete(id)
  }

  keysOf(id: string): readonly string[] {
    return this.#keysOf.get(id) ?? []
  }

  find(keys: readonly string[]): readonly string[] {
    return [...new Set(keys.flatMap((k) => this.#ids.get(k) ?? []))]
  }
}
