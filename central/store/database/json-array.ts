const JSON_OID = 114
const LENGTH = 4

/**
 * Texts of JSON as a parameter of the type json[], as the database sends and reads it: written as text, each would be quoted here and
 * taken out of its quotes there, and within other JSON parsed twice.
 */
export function jsonArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text))
  // One dimension (none where it is empty), no nulls, of json; so many, counted from 1.
  const head = texts.length > 0 ? [1, 0, JSON_OID, texts.length, 1] : [0, 0, JSON_OID]
  const array = Buffer.allocUnsafe(lengths.reduce((sum, n) => sum + LENGTH + n, head.length * LENGTH))
  let at = 0
  const put = (n: number) => {
    at = array.writeInt32BE(n, at)
  }
  for (const n of head) put(n)
  for (const [i, text] of texts.entries()) {
    put(lengths[i]!)
    at += array.write(text, at)
  }
  return array
}
