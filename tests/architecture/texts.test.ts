import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

const files = readdirSync(join(projectRoot, 'renderer'), { recursive: true, encoding: 'utf8' })
const WORDS = /\p{L}{2}/u
/** What of an element people read or hear. */
const READ = /^(aria-(label|description|roledescription)|alt|description|label|placeholder|title)$/
/** Names, codes, and examples of how something is written are the same in every language. */
const EVERYWHERE = [
  'Leadwright',
  'EUR',
  'US',
  'https://',
  'https://register.example.com/v1/companies?domain={domain}',
  'Authorization: Bearer …',
  '/company/employees',
]

describe('[AR5] what people read stands with the texts', () => {
  it.each(files.filter((file) => file.endsWith('.tsx')))('%s', (file) => {
    const { program, errors } = parseSync(file, readFileSync(join(projectRoot, 'renderer', file), 'utf8'))
    expect(errors).toEqual([])
    const found: unknown[] = []
    // The tree as JSON has every node once, and nothing else.
    JSON.stringify(program, (_, node) => {
      if (node?.type === 'JSXText') found.push(node.value.trim())
      if (node?.type === 'JSXAttribute' && READ.test(node.name.name))
        found.push(node.value?.value ?? node.value?.expression?.value)
      return node
    })
    const texts = found.filter((text): text is string => typeof text === 'string' && WORDS.test(text))
    expect(texts.filter((text) => !EVERYWHERE.includes(text))).toEqual([])
  })
})
