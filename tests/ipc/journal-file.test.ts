import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type JournalFs, journalFiles } from '../../electron/journal-file.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('journal files', () => {
  let dir: string
  let log: string[]
  let fail: { call: string; error: Error } | null

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'leadwright-journal-'))
    log = []
    fail = null
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  /** The real file system, with every call noted as it returns, and one of them failing on demand. */
  function watched(): JournalFs {
    const note = async <T>(call: string, run: () => Promise<T>): Promise<T> => {
      if (fail?.call === call) throw fail.error
      const result = await run()
      log.push(call)
      return result
    }
    const short = (path: unknown) => String(path).replace(`${dir}/`, '').replace(dir, 'dir')
    return {
      ...fs,
      open: (async (path: string, flags: string, mode?: number) => {
        const handle = await fs.open(path, flags, mode)
        return new Proxy(handle, {
          get(target, key) {
            const member = Reflect.get(target, key) as unknown
            if (typeof member !== 'function') return member
            return (...args: unknown[]) =>
              note(
                `${String(key)} ${short(path)}`,
                () => Reflect.apply(member, target, args) as Promise<unknown>,
              )
          },
        })
      }) as typeof fs.open,
      rename: (from, to) => note(`rename ${short(from)} ${short(to)}`, () => fs.rename(from, to)),
    }
  }

  it('[DS20] an append is answered after its bytes, and for a new file its folder, are on disk', async () => {
    const journal = journalFiles(dir, watched())
    await journal.append('ana', [base64('one'), base64('two')]).then(() => log.push('answered'))
    const order = ['writeFile ana.journal', 'sync ana.journal', 'sync dir', 'answered']
    expect(log.filter((call) => order.includes(call))).toEqual(order)
    expect(readFileSync(join(dir, 'ana.journal'), 'utf8')).toBe('onetwo')
    log.length = 0
    await journal.append('ana', [base64('three')]).then(() => log.push('answered'))
    expect(log.filter((call) => order.includes(call))).toEqual([order[0], order[1], 'answered'])
    expect(await journal.read('ana')).toBe(base64('onetwothree'))
  })

  it('[DS20] an append whose flush fails is refused and leaves the file as it was', async () => {
    const journal = journalFiles(dir, watched())
    await journal.append('ana', [base64('one')])
    fail = { call: 'sync ana.journal', error: new Error('no space left') }
    await expect(journal.append('ana', [base64('two')])).rejects.toThrow('no space left')
    fail = null
    await journal.append('ana', [base64('three')])
    expect(await journal.read('ana')).toBe(base64('onethree'))
  })

  it('[DS21] a replacement is on disk before it takes the name, and the name before the answer', async () => {
    const journal = journalFiles(dir, watched())
    await journal.append('ana', [base64('old')])
    log.length = 0
    await journal.replace('ana', [base64('new')]).then(() => log.push('answered'))
    const order = ['sync ana.journal.new', 'rename ana.journal.new ana.journal', 'sync dir', 'answered']
    expect(log.filter((call) => order.includes(call))).toEqual(order)
    expect(await journal.read('ana')).toBe(base64('new'))
  })

  it('[DS21] a replacement that was interrupted leaves the old file whole', async () => {
    const journal = journalFiles(dir, watched())
    await journal.append('ana', [base64('old')])
    fail = { call: 'rename ana.journal.new ana.journal', error: new Error('killed') }
    await expect(journal.replace('ana', [base64('new')])).rejects.toThrow('killed')
    expect(await journal.read('ana')).toBe(base64('old'))
    fail = null
    await journal.replace('ana', [base64('newer')])
    expect(await journal.read('ana')).toBe(base64('newer'))
    expect(readdirSync(dir)).toEqual(['ana.journal'])
  })

  it('[DS20] what is written over the first bytes is on disk before the answer, and makes no file', async () => {
    const journal = journalFiles(dir, watched())
    await journal.append('ana', [base64('one two')])
    log.length = 0
    await journal.overwrite('ana', base64('ONE')).then(() => log.push('answered'))
    const order = ['write ana.journal', 'sync ana.journal', 'answered']
    expect(log.filter((call) => order.includes(call))).toEqual(order)
    expect(await journal.read('ana')).toBe(base64('ONE two'))
    await expect(journal.overwrite('ben', base64('x'))).rejects.toThrow('ENOENT')
    expect(await journal.read('ben')).toBeNull()
  })

  it('[DS22] keeps a torn tail for its reader and appends behind it', async () => {
    writeFileSync(join(dir, 'ana.journal'), 'whole|to')
    const journal = journalFiles(dir, fs)
    await journal.append('ana', [base64('|next')])
    expect(await journal.read('ana')).toBe(base64('whole|to|next'))
  })

  it('[DS22] calls for one file run in order, also when made at once', async () => {
    const journal = journalFiles(dir, fs)
    const letters = [...'abcdefghijklmnop']
    await Promise.all(letters.map((letter) => journal.append('ana', [base64(letter)])))
    expect(await journal.read('ana')).toBe(base64(letters.join('')))
    expect(await journal.read('ben')).toBeNull()
  })

  it.each(['../ana', 'a/b', 'a.b', ''])('[DS11] %j names no file', async (name) => {
    const journal = journalFiles(dir, fs)
    await expect(journal.append(name, [])).rejects.toThrow('not a journal')
    await expect(journal.read(name)).rejects.toThrow('not a journal')
    await expect(journal.replace(name, [])).rejects.toThrow('not a journal')
  })

  it('[DS21] deletes a file, what was to take its place, and no other', async () => {
    const files = journalFiles(dir, watched())
    await files.append('journal-ana', [base64('a')])
    await files.append('journal-ben', [base64('b')])
    writeFileSync(join(dir, 'journal-ana.journal.new'), 'half')
    log = []
    await files.delete('journal-ana')
    expect(readdirSync(dir)).toEqual(['journal-ben.journal'])
    expect(log).toContain('sync dir')
    expect(await files.read('journal-ana')).toBeNull()
    await files.delete('journal-ana')
    await expect(files.delete('../secrets')).rejects.toThrow('not a journal')
  })
})
