import { z } from 'zod'

/** Values as the database can hold them. */

const MOST = 2_147_483_647
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** In one form, whichever way it is written. */
export const uuid = z.uuid().toLowerCase()
/** A whole number from 0. */
export const count = z.number().int().nonnegative().max(MOST)
/** Of a row that carries one. */
export const version = count

/** Whether a moment, in whatever ISO form, is one of the years 1 to 9999. */
export const isStorableInstant = (text: string): boolean => {
  const at = Date.parse(text)
  return at >= FIRST && at <= LAST
}
const WRONG = 'must be a moment of the years 1 to 9999'
/** What is no moment at all is refused for its form alone. */
const isOfThoseYears = (text: string) => Number.isNaN(Date.parse(text)) || isStorableInstant(text)
/** ISO, in UTC. */
export const instant = z.iso.datetime().refine(isOfThoseYears, WRONG)
/** ISO, with any offset. */
export const zonedInstant = z.iso.datetime({ offset: true }).refine(isOfThoseYears, WRONG)

/** A lead with the version it was seen at. */
export const leadAtVersion = z.strictObject({ id: uuid, version })
