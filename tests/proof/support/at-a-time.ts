/** Works on all of them in their order, so many at a time. Rejects with the first error. */
export async function atATime<T>(
  most: number,
  items: readonly T[],
  work: (item: T, n: number) => Promise<void>,
): Promise<void> {
  const rest = items.entries()
  const go = async () => {
    for (const [n, item] of rest) await work(item, n)
  }
  await Promise.all(Array.from({ length: most }, go))
}
