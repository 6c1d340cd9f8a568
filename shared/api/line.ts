import { z } from 'zod'
import { cleanLine } from '../lead/intake/text.ts'

/** One line that central can store: without controls, trimmed. */
export const line = (max: number) =>
  z.string().max(1000).transform(cleanLine).pipe(z.string().min(1).max(max))
