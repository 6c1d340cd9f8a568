import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../store/database/schema.ts'

/** How long an answer is kept for its Idempotency-Key. */
export const KEPT_MS = 24 * 3_600_000
/** Who has not answered by then is taken to be gone: the same request may be tried again. */
export const UNDER_WAY_MS = 2 * 60_000
const CIPHER = 'aes-256-gcm'

export interface Answer {
  status: number
  /** Media type; null: there is no body. */
  type: string | null
  body: string
}

/** What a caller's key stands for. The key itself is not stored, and without it nobody reads what was answered. */
export interface Handle {
  id: Buffer
  seal: Buffer
  /** Of method, address and body. */
  request: Buffer
}

export function handleOf(caller: string, key: string, request: string): Handle {
  const hash = (purpose: string) =>
    createHash('sha256')
      .update(JSON.stringify([purpose, caller, key]))
      .digest()
  const seal = hash('seal')
  return { id: hash('id'), seal, request: createHmac('sha256', seal).update(request).digest() }
}

export type Claimed =
  | { as: 'first'; lease: string }
  | { as: 'underWay' }
  | { as: 'other' }
  | { as: 'answered'; answer: Answer }

/** Says who answers the request: the first one to ask, or what was answered to it. @param now epoch milliseconds */
export async function claimAnswer(db: Db, handle: Handle, now: number): Promise<Claimed> {
  const { id, request } = handle
  const lease = new Date(now + UNDER_WAY_MS).toISOString()
  const row = { id, request, at: new Date(now).toISOString(), lease, status: null, type: null, body: null }
  const old = new Date(now - KEPT_MS).toISOString()
  const first = await db
    .insertInto('kept_answers')
    .values(row)
    .onConflict((c) =>
      c
        .column('id')
        .doUpdateSet(row)
        .where((eb) =>
          eb.or([
            eb('kept_answers.at', '<', old),
            eb.and([
              eb('kept_answers.status', 'is', null),
              eb('kept_answers.lease', '<', row.at),
              eb('kept_answers.request', '=', request),
            ]),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst()
  if (first) return { as: 'first', lease }
  const found = await db.selectFrom('kept_answers').selectAll().where('id', '=', id).executeTakeFirst()
  if (found && !found.request.equals(request)) return { as: 'other' }
  if (!found || found.status === null || found.body === null) return { as: 'underWay' }
  const { status, type } = found
  return { as: 'answered', answer: { status, type, body: opened(handle, found.body) } }
}

/** Keeps the answer, unless somebody else has taken over meanwhile. */
export async function keepAnswer(db: Db, handle: Handle, lease: string, answer: Answer): Promise<void> {
  const { status, type, body } = answer
  await db
    .updateTable('kept_answers')
    .set({ status, type, body: sealed(handle, body) })
    .where('id', '=', handle.id)
    .where('lease', '=', lease)
    .where('status', 'is', null)
    .execute()
}

/** Nothing was done: the request may be sent again. */
export async function forgetAnswer(db: Db, { id }: Handle, lease: string): Promise<void> {
  await db
    .deleteFrom('kept_answers')
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('status', 'is', null)
    .execute()
}

const BATCH = 1000

/** Deletes a batch of answers that are kept long enough; true when there may be more. */
export async function dropOldAnswers(db: Db, now: number): Promise<boolean> {
  const old = db
    .selectFrom('kept_answers')
    .select('id')
    .where('at', '<', new Date(now - KEPT_MS).toISOString())
    .orderBy('at')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
  const { numDeletedRows } = await db
    .deleteFrom('kept_answers')
    .where('id', 'in', old)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows) === BATCH
}

function sealed({ seal }: Handle, body: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv(CIPHER, seal, iv)
  const text = Buffer.concat([cipher.update(body, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

function opened({ seal }: Handle, body: Buffer): string {
  const decipher = createDecipheriv(CIPHER, seal, body.subarray(0, 12))
  decipher.setAuthTag(body.subarray(12, 28))
  return decipher.update(body.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}
