import { z } from 'zod'
import { PLAIN_ADDRESS } from './plain-address.ts'

/**
 * Everything the page may ask of the desktop shell: channel -> {arguments, result}. Preload and main are both made from this
 * list, so neither can have a channel that the other lacks. Only what a web page cannot do is here.
 */
const call = <A extends z.ZodTuple, R extends z.ZodType>(args: A, result: R) => ({ args, result })

const fileName = z.string().regex(/^[a-z0-9-]{1,80}$/)
/** Base64 of bytes; a journal record is at most some 100 kB. */
const bytes = z.string().max(2_000_000)

export const IPC = {
  /** Appends the records' bytes, one after the other, to a journal file and returns once the disk has them (fsync). */
  'journal:append': call(z.tuple([fileName, z.array(bytes).max(1000)]), z.null()),
  /** All bytes of a journal file, in base64; null when there is none. */
  'journal:read': call(z.tuple([fileName]), z.string().nullable()),
  /** Replaces a journal file as a whole, atomically. */
  'journal:replace': call(z.tuple([fileName, z.array(bytes)]), z.null()),
  /** Writes over the first bytes of a journal file, which is there, and returns once the disk has them. */
  'journal:overwrite': call(z.tuple([fileName, bytes]), z.null()),
  /** Deletes a journal file, if there is one; returns once the disk has it. */
  'journal:delete': call(z.tuple([fileName]), z.null()),
  /** A secret sealed by the operating system; null when there is none. */
  'vault:get': call(z.tuple([fileName]), z.string().nullable()),
  /** False: this system has no keyring; nothing was stored. */
  'vault:set': call(z.tuple([fileName, z.string().max(10_000)]), z.boolean()),
  'vault:delete': call(z.tuple([fileName]), z.null()),
  'vault:available': call(z.tuple([]), z.boolean()),
  /** Hands an E.164 number to the system's telephone; false when it refused. */
  dial: call(z.tuple([z.string().regex(/^\+[1-9]\d{4,14}$/)]), z.boolean()),
  /** Hands a plain address to the system's mail program; false when it refused. Nothing but an address: no subject, text or attachment. */
  mail: call(z.tuple([z.string().regex(PLAIN_ADDRESS)]), z.boolean()),
  notify: call(
    z.tuple([
      z.strictObject({
        title: z.string().max(200),
        body: z.string().max(500),
        /** The id of the lead that it is about. */
        lead: z.string().max(100).optional(),
      }),
    ]),
    z.null(),
  ),
  /** Waits until a notification is clicked next; the lead that it was about. */
  'notify:chosen': call(z.tuple([]), z.string()),
  badge: call(z.tuple([z.number().int().min(0).max(9999)]), z.null()),
  /** Asks where to save, and writes; the path's last part, or null when the person cancelled. */
  saveFile: call(
    z.tuple([z.strictObject({ name: z.string().max(200), content: z.string() })]),
    z.string().nullable(),
  ),
  about: call(
    z.tuple([]),
    z.strictObject({ version: z.string(), central: z.string(), electron: z.string() }),
  ),
} as const

export type Channel = keyof typeof IPC
export type Args<C extends Channel> = z.infer<(typeof IPC)[C]['args']>
export type Result<C extends Channel> = z.infer<(typeof IPC)[C]['result']>

/** What preload puts at `window.leadwright`. */
export interface Desktop {
  invoke<C extends Channel>(channel: C, ...args: Args<C>): Promise<Result<C>>
}
