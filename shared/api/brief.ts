import { z } from 'zod'

/** The lead brief as data: `Brief` of shared/brief. */
export const brief = z.object({
  lead: z.string(),
  name: z.string(),
  about: z.string(),
  stops: z.array(z.string()),
  sections: z.array(
    z.object({
      id: z.enum(['mapped', 'reach', 'why', 'opening', 'said', 'open', 'history', 'consent', 'company']),
      title: z.string(),
      lines: z.array(z.object({ label: z.string(), text: z.string(), note: z.string() })),
    }),
  ),
  made: z.string(),
})
