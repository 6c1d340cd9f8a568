/** Person ids as names of files and buckets; different ids stay different. */
export const fileSafe = (id: string): string =>
  id.replace(/[^a-z0-9-]/g, (c) => `--${c.codePointAt(0)!.toString(16)}-`)
