import { describe, expect, it } from 'vitest'
import {
  openSyncedJournal,
  type SyncedFile,
  takeOver,
} from '../../../../renderer/db/journal/synced-journal.ts'

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const text = (of: Uint8Array) => new TextDecoder().decode(of)
const term = (n: number) => new Uint8Array(16).fill(n)

/** A file in memory, of which only so many bytes fit on the disk. */
function memoryHandle(disk: { room: number }): SyncedFile {
  let stored = new Uint8Array()
  return {
    getSize: () => stored.length,
    read(into, { at = 0 } = {}) {
      const part = stored.subarray(at, at + into.byteLength)
      ;(into as Uint8Array).set(part)
      return part.length
    },
    write(from, { at = 0 } = {}) {
      const fits = (from as Uint8Array).subarray(0, Math.max(0, disk.room + stored.length - at))
      const next = new Uint8Array(Math.max(stored.length, at + fits.length))
      next.set(stored)
      next.set(fits, at)
      disk.room -= next.length - stored.length
      stored = next
      return fits.length
    },
    truncate(size) {
      disk.room += stored.length - size
      stored = stored.slice(0, size)
    },
    flush: () => undefined,
  }
}

function files() {
  const disk = { room: 1000 }
  return { disk, journal: memoryHandle(disk), next: memoryHandle(disk), term: memoryHandle(disk) }
}

describe('[SY62] a journal that was opened again', () => {
  it('[SY62] is not written by whoever had it before, neither appended to nor replaced', () => {
    const on = files()
    const first = openSyncedJournal(on, term(1))
    first.append(bytes('one '))
    const second = openSyncedJournal(on, term(2))
    second.append(bytes('two '))
    expect(() => first.append(bytes('late '))).toThrow('another window')
    expect(() => first.replace(bytes('late '))).toThrow('another window')
    expect(() => first.overwrite(bytes('late'))).toThrow('another window')
    second.append(bytes('three'))
    expect([text(second.read()), on.next.getSize()]).toEqual(['one two three', 0])
  })

  it('[SY62] before what an earlier window left of a replacement is emptied, or finished', () => {
    const on = files()
    const first = openSyncedJournal(on, term(1))
    first.append(bytes('one '))
    on.next.write(bytes('half'))
    const { truncate } = on.next
    on.next.truncate = (size) => {
      expect(() => first.append(bytes('late '))).toThrow('another window')
      truncate(size)
    }
    const second = openSyncedJournal(on, term(2))
    second.append(bytes('two'))
    expect(text(second.read())).toBe('one two')
    expect.assertions(2)
  })

  it('[SY62] while a replacement is written: it is not closed', () => {
    const on = files()
    const first = openSyncedJournal(on, term(1))
    first.append(bytes('one '))
    const { write } = on.next
    on.next.write = (from, at) => {
      on.next.write = write
      const written = write(from, at)
      openSyncedJournal(on, term(2))
      return written
    }
    expect(() => first.replace(bytes('instead'))).toThrow('another window')
    expect(text(openSyncedJournal(on, term(3)).read())).toBe('one ')
  })
})

describe('[OB21] a journal that an earlier version left elsewhere', () => {
  it('[OB21] stands before what is here, once; its window writes no more', () => {
    const there = files()
    const old = openSyncedJournal(there, term(1))
    old.append(bytes('one '))
    const here = files()
    const journal = openSyncedJournal(here, term(2))
    journal.append(bytes('two'))
    takeOver(journal, there, term(2))
    expect(() => old.append(bytes('late'))).toThrow('another window')
    takeOver(journal, there, term(3))
    expect([text(journal.read()), there.journal.getSize()]).toEqual(['one two', 0])
  })
})

describe('[OB8] a damaged journal', () => {
  it.each([0, 3, 16, 17, 40])('[OB8] opens and is written, its term %i bytes long', (length) => {
    const on = files()
    openSyncedJournal(on, term(1)).append(bytes('one '))
    on.term.truncate(0)
    on.term.write(new Uint8Array(length).fill(7))
    const journal = openSyncedJournal(on, term(2))
    journal.append(bytes('two'))
    expect(text(journal.read())).toBe('one two')
    openSyncedJournal(on, term(3))
    expect(() => journal.append(bytes('late'))).toThrow('another window')
  })
})

describe('[OB23] a journal that is opened on a full disk', () => {
  it('[OB23] is read, and written when there is room; not by whoever was taken over meanwhile', () => {
    const on = files()
    on.disk.room = 0
    const first = openSyncedJournal(on, term(1))
    expect(() => first.append(bytes('one'))).toThrow('the disk is full')
    on.disk.room = 1000
    const second = openSyncedJournal(on, term(2))
    second.append(bytes('two'))
    expect(() => first.append(bytes('late'))).toThrow('another window')
    on.disk.room = 0
    expect(text(openSyncedJournal(on, term(3)).read())).toBe('two')
    expect(() => second.append(bytes('late'))).toThrow('another window')
  })
})

describe('[OB21] a full disk', () => {
  it('[OB21] leaves the journal as it was, and a replacement whole or undone', () => {
    const on = files()
    const journal = openSyncedJournal(on, term(1))
    journal.append(bytes('one '))
    on.disk.room = 2
    expect(() => journal.append(bytes('two'))).toThrow('the disk is full')
    expect(() => journal.replace(bytes('instead'))).toThrow('the disk is full')
    expect(text(journal.read())).toBe('one ')
    on.disk.room = 0
    journal.overwrite(bytes('ONE'))
    on.disk.room = 1000
    journal.append(bytes('three'))
    expect(text(journal.read())).toBe('ONE three')
    journal.replace(bytes('instead'))
    expect(text(openSyncedJournal(on, term(2)).read())).toBe('instead')
  })
})
