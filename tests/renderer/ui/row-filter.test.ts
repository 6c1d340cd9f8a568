import { describe, expect, it } from 'vitest'
import { finish } from '../../../renderer/flow/lists/steps.ts'
import { RowFilter } from '../../../renderer/ui/parts/row-filter.ts'
import fc from '../../setup/fc.ts'

const word = fc.constantFrom(
  'ana',
  'bauer',
  'o-neil',
  'x',
  '株式会社',
  '7up',
  'élan',
  'a1',
  '(b)',
  'j.reyes@acme.de',
  '0142',
)
const search = fc.array(
  fc.array(word, { maxLength: 3 }).map((w) => w.join(' ')),
  { minLength: 5, maxLength: 5 },
)
const typed = fc
  .array(fc.constantFrom(...'abeoxrj17@ 式'), { maxLength: 4 })
  .map((letters) => letters.join(''))
const searchOf = (row: { search: string }) => row.search

describe('[DK6] a filter that knows what words begin with', () => {
  it('[DK6] finds what one finds that looks at all rows', () => {
    fc.assert(
      fc.property(fc.array(search), fc.array(typed), (texts, typing) => {
        const rows = texts.map((lines) => ({ search: lines.join('\n') }))
        const learned = new RowFilter<{ search: string }>()
        finish(learned.learn(rows, searchOf))
        for (const text of typing)
          expect(learned.filtered(rows, text, searchOf)).toEqual(
            new RowFilter<{ search: string }>().filtered(rows, text, searchOf),
          )
      }),
    )
  })

  it('[DK6] looks at a row again that changed since, and at no row for a single letter', () => {
    const rows = ['ana bauer\nacme', 'ben\nbridge', 'chloé\nanchor'].map((text) => ({ search: text }))
    const filter = new RowFilter<{ search: string }>()
    finish(filter.learn(rows, searchOf))
    const looked: unknown[] = []
    const noting = (row: { search: string }) => {
      looked.push(row)
      return row.search
    }
    expect(filter.filtered(rows, 'a', noting)).toEqual([rows[0], rows[2]])
    expect(looked).toEqual([])
    const next = rows.with(1, { search: 'adam\nbridge' })
    finish(filter.learn(next, noting))
    expect(looked).toEqual([next[1]])
    expect(filter.filtered(next, 'a', noting)).toEqual([rows[0], next[1], rows[2]])
  })
})
