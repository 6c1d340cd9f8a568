import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { BadInput } from './bad-input.ts'

/** What the columns of a CSV mean; docs/evaluate.md describes it. */
export const mapSchema = z.strictObject({
  name: z.string().min(1),
  id: z.string().min(1),
  outcome: z.strictObject({
    column: z.string().min(1),
    won: z.array(z.string()).min(1),
    lost: z.array(z.string()).optional(),
  }),
  missing: z.array(z.string()).default([]),
  fields: z
    .array(
      z.strictObject({
        column: z.string().min(1),
        kind: z.enum(['choice', 'number']),
        ask: z.boolean().default(false),
        monotone: z.enum(['up', 'down']).optional(),
      }),
    )
    .min(1),
  questions: z.array(z.string()).optional(),
})

export type Mapping = z.infer<typeof mapSchema>

/** Throws BadInput for a file that is no mapping. */
export async function readMap(file: string): Promise<Mapping> {
  const parsed = mapSchema.safeParse(await readJson(file))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadInput(file, `/${issue.path.join('/')}: ${issue.message}`)
  }
  const map = parsed.data
  const columns = map.fields.map((f) => f.column)
  const twice = columns.find((c, i) => columns.indexOf(c) !== i)
  if (twice !== undefined) throw new BadInput(file, 'is listed twice among the fields', { column: twice })
  const unknown = map.questions?.find((q) => !columns.includes(q))
  if (unknown !== undefined)
    throw new BadInput(file, 'a question, but not among the fields', { column: unknown })
  const leak = map.fields.find((f) => f.column === map.outcome.column || f.column === map.id)
  if (leak)
    throw new BadInput(file, 'is the id or the outcome: no field to learn from', { column: leak.column })
  return map
}

/** Throws BadInput for what cannot be read or is no JSON. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInput(file, `is no JSON (${(error as Error).message})`)
  }
}

export async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/u, '')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new BadInput(file, code === 'ENOENT' ? 'there is no such file' : message)
  }
}
