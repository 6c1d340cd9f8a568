import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'

/** Base64 of a text as it stands in the middle of something longer: at each of three places, without the characters that its neighbours share. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((shift) => {
    const coded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64')
    return coded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + text.length) * 8) / 6))
  })

/** The bytes by which a text would be found on a disk. Only a text that nothing can compress stays in one piece in LevelDB's blocks. */
export const codingsOf = (text: string): [coding: string, bytes: Buffer][] => [
  ['UTF-8', Buffer.from(text)],
  ['UTF-16LE', Buffer.from(text, 'utf16le')],
  ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
  ['hex', Buffer.from(Buffer.from(text).toString('hex'))],
  ...inBase64(text).map((coded): [string, Buffer] => ['base64', Buffer.from(coded)]),
]

/** Every place below a folder that holds one of the texts, plain, coded or gzipped. @param texts by what they are */
export function findTexts(
  folder: string,
  texts: Readonly<Record<string, string>>,
): { hits: string[]; files: number; bytes: number } {
  const codings = Object.entries(texts).map(([what, text]) => [what, codingsOf(text)] as const)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
  const hits: string[] = []
  let size = 0
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    size += bytes.length
    for (const [what, coded] of codings)
      for (const [coding, wanted] of coded)
        if (holding(bytes).some((part) => part.includes(wanted)))
          hits.push(`${what} in ${coding}: ${relative(folder, path)}`)
  }
  return { hits, files: files.length, bytes: size }
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08])
const unpacked = new WeakMap<Buffer, Buffer[]>()

/** A file's bytes, and those of every gzipped part of it. */
function holding(bytes: Buffer): Buffer[] {
  const known = unpacked.get(bytes)
  if (known) return known
  const parts = [bytes]
  for (let at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1)) {
    try {
      parts.push(gunzipSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH }))
    } catch {
      // Three bytes that only look like a beginning.
    }
  }
  unpacked.set(bytes, parts)
  return parts
}
