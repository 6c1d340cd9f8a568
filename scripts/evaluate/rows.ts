import { z } from 'zod'
import { BadInput } from './bad-input.ts'
import { readJson } from './map.ts'
import type { Leads } from './read-leads.ts'

const ids = z.array(z.union([z.string(), z.number()])).transform((list) => list.map(String))
const split = z.object({
  train: ids.optional(),
  test: ids.optional(),
  train_fit: ids.optional(),
  train_dev: ids.optional(),
})

/** Indexes of the rows to fit on and to score. */
export interface Chosen {
  train: Int32Array
  test: Int32Array
}

/** All rows of both files, or those that a rows file names; docs/evaluate.md has its forms. Throws BadInput. */
export async function chooseRows(
  file: string | undefined,
  name: string,
  train: Leads,
  test: Leads,
): Promise<Chosen> {
  const all = (leads: Leads) => Int32Array.from(leads.ids, (_, i) => i)
  if (file === undefined) return { train: all(train), test: all(test) }
  const content = await readJson(file)
  if (Array.isArray(content)) {
    const wanted = parsed(file, ids, content)
    const chosen = indexesOf(file, test, wanted)
    if (train.file !== test.file) return { train: all(train), test: chosen }
    const held = new Set(wanted)
    return { train: all(train).filter((i) => !held.has(train.ids[i]!)), test: chosen }
  }
  const named = content !== null && typeof content === 'object' && name in content
  const rows = parsed(file, split, named ? (content as Record<string, unknown>)[name] : content)
  const [fit, score] = [rows.train ?? rows.train_fit, rows.test ?? rows.train_dev]
  if (!fit && !score)
    throw new BadInput(file, `names no rows: neither 'train' nor 'test', nor a part '${name}'`)
  return {
    train: fit ? indexesOf(file, train, fit) : all(train),
    test: score ? indexesOf(file, test, score) : all(test),
  }
}

function parsed<T>(file: string, schema: z.ZodType<T>, content: unknown): T {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  throw new BadInput(file, `/${issue.path.join('/')}: ${issue.message}`)
}

function indexesOf(file: string, leads: Leads, wanted: readonly string[]): Int32Array {
  const at = new Map(leads.ids.map((id, i) => [id, i]))
  return Int32Array.from(wanted, (id) => {
    const index = at.get(id)
    if (index === undefined) throw new BadInput(file, `names row '${id}', which ${leads.file} does not have`)
    return index
  })
}
