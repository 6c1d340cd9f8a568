/** Finds leads by the identity keys they have. */
export class KeyIndex {
  /** Nearly always one: a list costs a fraction of what a set does. */
  #ids = new Map<string, string[]>()
  #keysOf = new Map<string, readonly string[]>()

  set(id: string, keys: readonly string[]): void {
    this.delete(id)
    if (keys.length === 0) return
    for (const key of keys) {
      const ids = this.#ids.get(key)
      if (ids) ids.push(id)
      else this.#ids.set(key, [id])
    }
    this.#keysOf.set(id, keys)
  }

  delete(id: string): void {
    for (const key of this.#keysOf.get(id) ?? []) {
      const ids = this.#ids.get(key) ?? []
      ids.splice(ids.indexOf(id), 1)
      if (ids.length === 0) this.#ids.delete(key)
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
