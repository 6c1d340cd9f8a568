import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const filesIn = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    return entry.isDirectory() ? (entry.name === 'node_modules' ? [] : filesIn(path)) : [path]
  })

const spec = readFileSync(join(root, 'docs/SPEC.md'), 'utf8')
const rules = [...spec.matchAll(/^(?:- )?\*\*([A-Z]{2}\d+)\*\*/gm)].map(([, rule]) => rule!)

/** The first file that carries a number: a test with "[SY20] …", or vectors whose cases are about the rule. */
const carried = new Map<string, string>()
for (const file of filesIn(join(root, 'tests'))) {
  if (!/\.(tsx?|json)$/.test(file)) continue
  const form = file.endsWith('.json') ? /"rule": "([A-Z]\w+)"/g : /\[([A-Z][A-Z0-9]*\d)\]/g
  for (const [, number] of readFileSync(file, 'utf8').matchAll(form))
    if (!carried.has(number!)) carried.set(number!, relative(root, file))
}

it('[AR4] every rule has a number of its own, and a test that carries it', () => {
  expect(rules.length).toBeGreaterThan(700)
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
  expect(rules.filter((rule) => !carried.has(rule))).toEqual([])
})

it('[AR4] every number that a test carries is a rule', () => {
  expect([...carried].filter(([number]) => !rules.includes(number))).toEqual([])
})
