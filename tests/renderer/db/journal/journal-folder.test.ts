import { describe, expect, it } from 'vitest'
import {
  deleteEmpty,
  earlierFolders,
  holdsJournal,
  journalFolder,
  type Places,
} from '../../../../renderer/db/journal/journal-folder.ts'

const NAME = 'journal-ana'

/** A folder as a browser has it. Where its list is damaged, what is made in it lasts until the browser starts again. */
class Folder {
  readonly sizes = new Map<string, number>()
  isForgetful = false
  unreadable = 0

  async getFileHandle(file: string) {
    this.#mustRead()
    const size = this.sizes.get(file)
    if (size === undefined) throw new DOMException('not there', 'NotFoundError')
    return { getFile: async () => ({ size }) }
  }

  async *keys() {
    this.#mustRead()
    yield* this.sizes.keys()
  }

  #mustRead() {
    if (this.unreadable > 0) {
      this.unreadable -= 1
      throw new DOMException('its list is damaged', 'UnknownError')
    }
  }
}

function browser() {
  const origin = new Folder()
  const buckets = new Map<string, Folder>()
  const asPlace = (folder: Folder) => ({
    getDirectory: async () => folder as unknown as FileSystemDirectoryHandle,
  })
  const places: Places = {
    storage: asPlace(origin),
    storageBuckets: {
      async open(name) {
        const folder = buckets.get(name) ?? new Folder()
        buckets.set(name, folder)
        return asPlace(folder)
      },
      delete: async (name) => void buckets.delete(name),
      keys: async () => [...buckets.keys()],
    },
  }
  const folderOf = async () => {
    await deleteEmpty(places, NAME)
    return (await journalFolder(places, NAME)) as unknown as Folder
  }
  return {
    places,
    origin,
    folderOf,
    damage(folder: Folder) {
      folder.isForgetful = true
      folder.sizes.clear()
    },
    startAgain() {
      for (const folder of buckets.values()) if (folder.isForgetful) folder.sizes.clear()
    },
  }
}

describe('[OB21] where a journal’s files lie', () => {
  it('[OB21] is begun anew once a damaged list has lost them: what is written then lasts', async () => {
    const { folderOf, damage, startAgain } = browser()
    const first = await folderOf()
    first.sizes.set(NAME, 100)
    startAgain()
    expect(await folderOf(), 'a whole one stays').toBe(first)
    damage(first)
    ;(await folderOf()).sizes.set(NAME, 50)
    startAgain()
    expect((await folderOf()).sizes.get(NAME)).toBe(50)
  })

  it('[OB21] stays where a replacement alone is left, or where it is not read at once', async () => {
    const { folderOf } = browser()
    const folder = await folderOf()
    folder.sizes.set(NAME, 0).set(`${NAME}-next`, 100)
    expect(await folderOf()).toBe(folder)
    folder.unreadable = 1
    expect(await folderOf()).toBe(folder)
    folder.unreadable = 1000
    expect(await folderOf()).not.toBe(folder)
  })

  it('[OB21] is the origin’s folder in a browser without buckets', async () => {
    const { places, origin } = browser()
    await deleteEmpty({ storage: places.storage }, NAME)
    expect(await journalFolder({ storage: places.storage }, NAME)).toBe(origin)
    expect(await earlierFolders({ storage: places.storage })).toEqual([])
  })

  it('[OB21] was the origin’s folder, or one bucket for all, in an earlier version', async () => {
    const { places, origin } = browser()
    origin.sizes.set(NAME, 70)
    const [folder] = await earlierFolders(places)
    expect(folder).toBe(origin)
    expect(await holdsJournal(folder!, NAME)).toBe(true)
    await places.storageBuckets!.open('leadwright', { persisted: true })
    expect(await earlierFolders(places)).toHaveLength(2)
    origin.unreadable = 1
    expect(await earlierFolders(places)).toHaveLength(1)
  })
})
