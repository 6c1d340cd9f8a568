interface Grouping<Item, Done> {
  /** Does it for a group, in the order in which they came, wholly or, where it throws, not at all. A result may be still to come: nobody else waits for that. */
  work(group: readonly Item[]): Promise<readonly (Done | Promise<Done>)[]>
  /** For a new group beside those under way: says of one after the other whether it may go along, and then it does. With nothing under way the first may. */
  taking(underWay: readonly Item[]): (item: Item) => boolean
  /** How many groups may be under way. */
  atOnce: number
}

interface Waiting<Item, Done> {
  item: Item
  done(result: Done | Promise<Done>): void
  failed(error: unknown): void
}

/**
 * Work that costs little more for many than for one: what comes while others are at it waits, and goes together when one of them is done.
 * What comes alone waits for nothing, and where a group fails each of it is done alone.
 */
export function together<Item, Done>({
  work,
  taking,
  atOnce,
}: Grouping<Item, Done>): (item: Item) => Promise<Done> {
  type Group = readonly Waiting<Item, Done>[]
  let waiting: Group = []
  const underWay = new Set<Group>()

  function begin(): void {
    while (underWay.size < atOnce && waiting.length > 0) {
      const mayGo = taking([...underWay].flatMap(itemsOf))
      const goes = new Set(waiting.filter((one) => mayGo(one.item)))
      if (goes.size === 0) return
      waiting = waiting.filter((one) => !goes.has(one))
      void run([...goes])
    }
  }

  const alone = async (item: Item): Promise<Done> => (await work([item]))[0]!

  async function run(group: Group): Promise<void> {
    underWay.add(group)
    try {
      const results = await work(itemsOf(group))
      for (const [i, one] of group.entries()) one.done(results[i]!)
    } catch (error) {
      if (group.length === 1) group[0]!.failed(error)
      else for (const one of group) one.done(alone(one.item))
    } finally {
      underWay.delete(group)
      begin()
    }
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting = [...waiting, { item, done, failed }]
      begin()
    })
}

const itemsOf = <Item>(group: readonly { item: Item }[]): Item[] => group.map((one) => one.item)
