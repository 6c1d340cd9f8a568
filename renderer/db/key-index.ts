/** Finds leads by the identity keys they have. */
export class KeyIndex {
  #ids = new Map<string, Set<string>>()
  #keysOf = new Map<string, readonly string[]>()

  set(id: string, keys: readonly string[]): void {
    this.delete(id)
    if (keys.length === 0) return
    for (const key of keys) this.#ids.set(key, (this.#ids.get(key) ?? new Set()).add(id))
    this.#keysOf.set(id, keys)
  }

  delete(id: string): void {
    for (const key of this.#keysOf.get(id) ?? []) {
      const ids = this.#ids.get(key)
      ids?.delete(id)
      if (ids?.size === 0) this.#ids.delete(key)
    }
    this.#keysOf.delete(id)
  }

  keysOf(id: string): readonly string[] {
    return this.#keysOf.get(id) ?? []
  }

  find(keys: readonly string[]): readonly string[] {
    return [...new Set(keys.flatMap((k) => [...(this.#ids.get(k) ?? [])]))]
  }
}
