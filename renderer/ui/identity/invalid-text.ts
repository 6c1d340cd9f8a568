import type { TFunction } from 'i18next'
import { INVALID_REASONS } from '../../../shared/policy/validity.ts'

const isKnown = (id: string): id is (typeof INVALID_REASONS)[number] =>
  (INVALID_REASONS as readonly string[]).includes(id)

/** A reason of invalidity in a few words; one that only a later version knows by its id. */
export const invalidText = (t: TFunction, id: string): string => (isKnown(id) ? t(`invalid.${id}`) : id)
