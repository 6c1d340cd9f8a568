import { stampTime } from './stamp.ts'

/** An instant that an event tells of its own past cannot lie after the event: a later one counts as of the stamp. ISO in and out. */
export function notAfter(at: string, stamp: string): string {
  return new Date(Math.min(Date.parse(at), stampTime(stamp))).toISOString()
}

/** The instant a stamp was given, as ISO text. */
export function instantOf(stamp: string): string {
  return new Date(stampTime(stamp)).toISOString()
}
