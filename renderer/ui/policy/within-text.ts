import type { TFunction } from 'i18next'
import { count } from '../format/time.ts'

const [HOUR, DAY] = [60, 1440]

/** '4 hours', '1 day', 'no limit'. @param minutes of working time */
export function withinText(t: TFunction, minutes: number | null): string {
  if (minutes === null) return t('policy.noLimit')
  const [unit, size] =
    minutes % DAY === 0
      ? (['days', DAY] as const)
      : minutes % HOUR === 0
        ? (['hours', HOUR] as const)
        : (['minutes', 1] as const)
  return t(`policy.${unit}`, { count: minutes / size, n: count(minutes / size) })
}
