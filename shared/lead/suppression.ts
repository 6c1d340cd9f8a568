/**
 * The key under which a suppression list holds an address: a hash of 53 bits, so that a list of a million numbers is a few megabytes
 * on every desk and holds no number in the clear. Two of a million entries share a key about once in ten thousand lists; then one
 * person too many is not called, never one too few.
 * @param value a phone number as E.164, an e-mail address, or a domain ('@example.com' stops all of its addresses)
 */
export function suppressionKey(kind: 'phone' | 'email', value: string): number {
  const text = `${kind}:${value.toLowerCase()}`
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x85ebca6b)
  }
  low = mixed(low ^ (high >>> 16))
  high = mixed(high ^ (low >>> 13))
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0)
}

function mixed(bits: number): number {
  let x = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
