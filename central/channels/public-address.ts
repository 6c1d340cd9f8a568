import { type LookupAddress, lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A webhook's host lies where only this network reaches it. */
export class NotPublic extends Error {}

const REFUSED = 'The address lies in a private network, or is this machine: allowPrivate is off'

/** True for an address of the public internet; false for private, loopback, link-local and all other reserved ones. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** Throws NotPublic when the host of a URL is an address, and no public one: no name is looked up for those. */
export function refusePrivateHost(url: URL): void {
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1')
  if (isIP(host) !== 0 && !isPublic(host)) throw new NotPublic(REFUSED)
}

/**
 * Looks a name up for a connection that is being made, and gives it only what was checked: a name that says something else the next
 * moment gains nothing by it. One address that is not public refuses the name.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, '', 0)
    const [first] = found
    if (!first || found.some(({ address }) => !isPublic(address))) return done(new NotPublic(REFUSED), '', 0)
    return options.all ? done(null, found) : done(null, first.address, first.family)
  })
}
