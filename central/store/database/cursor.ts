/** Where a device stands in the feed, as it goes over the wire: text that devices only hand back. */
export interface Cursor {
  /** It has everything up to this change number. */
  since: number
  /** In a pull of everything: the feed's last number when that began. What had left until then the device never had. */
  began?: number | undefined
}

export const cursorText = ({ since, began }: Cursor): string =>
  began === undefined ? String(since) : `${since}-${began}`

/** null: it is none of this server. */
export function readCursor(text: string): Cursor | null {
  const found = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text)
  if (!found) return null
  return { since: Number(found[1]), began: found[2] === undefined ? undefined : Number(found[2]) }
}
