export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** Minutes of the day: [from, to). */
export type Stretch = [from: number, to: number]

/** '9-12, 13:00–17:30' -> [[540, 720], [780, 1050]]; null when it is none. */
export function stretches(text: string): Stretch[] | null {
  if (text.trim() === '') return []
  const found: Stretch[] = []
  for (const part of text.split(/[,;]/u)) {
    const m = /^\s*(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?\s*$/u.exec(part)
    if (!m) return null
    const [from, to] = [Number(m[1]) * 60 + Number(m[2] ?? 0), Number(m[3]) * 60 + Number(m[4] ?? 0)]
    if (from >= to || to > 1440 || Number(m[2] ?? 0) > 59 || Number(m[4] ?? 0) > 59) return null
    found.push([from, to])
  }
  return found
}

/** '09:00–12:00, 13:00–17:30'. */
export const stretchesText = (list: readonly (readonly [number, number])[]): string =>
  list.map(([from, to]) => `${time(from)}–${time(to)}`).join(', ')

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
