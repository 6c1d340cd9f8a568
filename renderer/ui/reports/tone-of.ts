import type { Tone } from '../parts/chip.tsx'

export type Paint = Exclude<Tone, 'outline'>

/** An outline paints nothing. */
export const toneOf = (tone: Tone): Paint => (tone === 'outline' ? 'grey' : tone)
