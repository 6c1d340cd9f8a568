import { z } from 'zod'

/** Values as the database can hold them. */

/** In one form, whichever way it is written. */
export const uuid = z.uuid().toLowerCase()
/** Of a row that carries one. */
export const version = z.number().int().nonnegative().max(2_147_483_647)
/** ISO, in UTC; there is no year 0. */
export const instant = z.iso.datetime().refine((text) => !text.startsWith('0000'), 'is no instant')
/** A lead with the version it was seen at. */
export const leadAtVersion = z.strictObject({ id: uuid, version })
