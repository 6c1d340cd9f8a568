import type { LookupAddress, LookupOptions } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { isPublic, NotPublic, publicLookup } from '../../../central/channels/public-address.ts'

describe('[CH8] an address', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s is refused', (address) => expect(isPublic(address)).toBe(false))

  it.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1'])('%s may be called', (address) =>
    expect(isPublic(address)).toBe(true),
  )

  it('of a name is checked as it is looked up for the connection', async () => {
    const look = (options: LookupOptions) =>
      new Promise<LookupAddress[] | string>((done, fail) =>
        publicLookup('localhost', options, (error, address) => (error ? fail(error) : done(address))),
      )
    await expect(look({ all: true })).rejects.toThrow(NotPublic)
    await expect(look({})).rejects.toThrow(NotPublic)
  })
})
