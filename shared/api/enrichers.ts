import { z } from 'zod'
import { FIELD_IDS, isOwnId, OWN_ID } from '../lead/catalog.ts'
import { line } from './api.ts'

/** The bodies of the REST service for enrichers: services that are asked what they know of a lead. */

/** `{name}` in an address. */
export const PLACEHOLDER = /\{([\w.-]+)\}/gu

export const enricherInput = z.strictObject({
  /** As it stands beside the values it gave. */
  name: line(80),
  /**
   * Asked by GET. `{email}`, any other field (a campaign's own: `{own.id}`) and `{domain}` (of the company's address or website) are filled
   * in; a lead without one of them is not asked about.
   */
  url: z
    .string()
    .max(2000)
    .refine(
      (text) => /^https?:\/\/[^/{}]+(\/|$)/u.test(text),
      'must be http or https, its host without placeholders',
    )
    .refine((text) => URL.canParse(text.replace(PLACEHOLDER, 'x')), 'is no address')
    .refine(
      (text) =>
        [...text.matchAll(PLACEHOLDER)].every(
          ([, name = '']) => name === 'domain' || isOwnId(name) || FIELD_IDS.some((f) => f === name),
        ),
      'has a placeholder that is neither a field nor domain',
    ),
  /** Sent along, an API key for example. Never shown again; left out, those it has stay. */
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
      z
        .string()
        .max(1000)
        .regex(/^[\t\x20-\x7e]*$/),
    )
    .optional(),
  /** Field -> where in the answer (a JSON pointer): `{"companySize": "/company/employees"}`. A campaign's own field is told of its leads only. */
  fields: z
    .partialRecord(
      z.union([z.enum(FIELD_IDS as [string, ...string[]]), z.string().regex(OWN_ID)]),
      z.string().regex(/^(\/[^/]*)+$/, 'is no JSON pointer'),
    )
    .refine((fields) => Object.keys(fields).length > 0, 'names no field'),
  timeoutMs: z.number().int().min(100).max(30_000).default(5000),
  enabled: z.boolean().default(true),
  allowPrivate: z.boolean().default(false),
  /** null: the leads of all campaigns. */
  campaigns: z.array(z.string()).max(200).nullable().default(null),
})
export type EnricherInput = z.infer<typeof enricherInput>

export const enricher = enricherInput.omit({ headers: true }).extend({
  id: z.string(),
  name: z.string(),
  /** Names only. */
  headers: z.array(z.string()),
})
export type EnricherShown = z.infer<typeof enricher>
export const enrichersResponse = z.object({ enrichers: z.array(enricher) })

/** What came of asking about one lead. */
export const enrichment = z.object({
  /** 'notAsked': the lead lacks what the address needs. 'unknown': it was answered 404. */
  state: z.enum(['told', 'unknown', 'notAsked', 'failed']),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Values of the answer that became no fact, and why. */
  problems: z.array(z.object({ field: z.string(), value: z.string(), reason: z.string() })),
  error: z.string().nullable(),
})
export type Enrichment = z.infer<typeof enrichment>
