import { describe, expect, it } from 'vitest'
import { guarded } from '../../electron/ipc.ts'
import { IPC } from '../../shared/ipc/contract.ts'

const ORIGIN = 'app://leadwright'
const page = { origin: ORIGIN, parent: null }
const dialled: string[] = []
const dial = guarded(
  'dial',
  async (number) => {
    dialled.push(number)
    return true
  },
  ORIGIN,
)

describe('what the page may ask of the shell', () => {
  it('[DS10] answers the main frame of the page', async () => {
    expect(await dial(page, '+17575550142')).toBe(true)
    expect(dialled).toEqual(['+17575550142'])
  })

  it.each([
    ['a frame that is gone', null],
    ['another origin', { origin: 'https://example.com', parent: null }],
    ['an opaque origin', { origin: 'null', parent: null }],
    ['a frame inside the page', { origin: ORIGIN, parent: page }],
  ])('[DS10] refuses %s', async (_who, sender) => {
    await expect(dial(sender, '+17575550142')).rejects.toThrow('refused')
  })

  it('[DS27] mail takes a plain address and nothing that could say more', async () => {
    const sent: string[] = []
    const mail = guarded('mail', async (address) => sent.push(address) > 0, ORIGIN)
    expect(await mail(page, 'ann.o-neill+x@example.co.uk')).toBe(true)
    for (const address of [
      'a@b?attach=/etc/passwd',
      'a@b&cc=c@d',
      'a b@c.de',
      '%61@c.de',
      'a@c.de,b@c.de',
      'a@-;rm',
    ])
      await expect(mail(page, address), address).rejects.toThrow('refused')
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['no argument', []],
    ['a second argument', ['+17575550142', 'x']],
    ['not a number', ['+1757;ext=rm']],
    ['a path', ['file:///etc/passwd']],
    ['another type', [['+17575550142']]],
  ])('[DS11] refuses %s', async (_what, args) => {
    const before = dialled.length
    await expect(dial(page, ...args)).rejects.toThrow('refused')
    expect(dialled).toHaveLength(before)
  })

  it.each(['../x', 'a/b', 'a.b', '', 'A', 'x'.repeat(81)])('[DS11] %j names no journal or secret', (name) => {
    expect(IPC['journal:read'].args.safeParse([name]).success).toBe(false)
    expect(IPC['vault:get'].args.safeParse([name]).success).toBe(false)
  })
})
