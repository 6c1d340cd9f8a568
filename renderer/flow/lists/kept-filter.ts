/**
 * The items that a test lets through, kept while some of them change: what stands where it stood is not looked at again. The same array
 * while it lets the same items through.
 */
export class KeptFilter<T> {
  readonly #test: (item: T) => boolean
  #items: readonly T[] = []
  #fits = new Uint8Array()
  #left: readonly T[] = []

  constructor(test: (item: T) => boolean) {
    this.#test = test
  }

  of(items: readonly T[]): readonly T[] {
    const before = this.#items
    if (items === before) return this.#left
    // What is taken out moves all that follows.
    const moved = before.length - items.length
    const fits = new Uint8Array(items.length)
    const left: T[] = []
    let isSame = true
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!
      if (before[i] === item) fits[i] = this.#fits[i]!
      else if (before[i + moved] === item) fits[i] = this.#fits[i + moved]!
      else fits[i] = Number(this.#test(item))
      if (fits[i] === 0) continue
      if (this.#left[left.length] !== item) isSame = false
      left.push(item)
    }
    this.#items = items
    this.#fits = fits
    if (!isSame || left.length !== this.#left.length) this.#left = left
    return this.#left
  }
}
