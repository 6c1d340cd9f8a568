import { describe, expect, it } from 'vitest'
import { chosenIn, groupRows, linesOf, RowGroup, rowsOf } from '../../../renderer/ui/parts/row-groups.ts'
import fc from '../../setup/fc.ts'

const key = fc.constantFrom<string[]>('a', 'b', 'c', 'd')
const rows = fc.array(key).map((keys) => keys.map((key, id) => ({ id: `${id}`, key })))
const keyOf = (row: { key: string }) => row.key
const some = fc.uniqueArray(key).map((keys) => new Set(keys))

describe('[RD23] rows in groups', () => {
  it('[RD23] are all there once, each with its like, in the order they came in', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const groups = groupRows(list, keyOf)
        expect(groups.map((g) => g.key)).toEqual([...new Set(list.map(keyOf))])
        for (const { key, rows } of groups) expect(rows).toEqual(list.filter((r) => r.key === key))
      }),
    )
  })

  it('[RD23] stand below their header where it is unfolded', () => {
    fc.assert(
      fc.property(rows, some, (list, unfolded) => {
        const groups = groupRows(list, keyOf)
        const lines = linesOf(groups, unfolded)
        expect(lines.filter((line) => line instanceof RowGroup)).toEqual(groups)
        expect(lines.filter((line) => !(line instanceof RowGroup))).toEqual(
          groups.filter((g) => unfolded.has(g.key)).flatMap((g) => g.rows),
        )
        for (const group of groups) {
          if (unfolded.has(group.key)) expect(lines[lines.indexOf(group) + 1]).toBe(group.rows[0])
        }
      }),
    )
  })

  it('[UI84] all lines mean every row once, folded or not; a header alone means its rows', () => {
    fc.assert(
      fc.property(rows, some, (list, unfolded) => {
        const groups = groupRows(list, keyOf)
        expect(rowsOf(linesOf(groups, unfolded), unfolded)).toEqual(groups.flatMap((g) => g.rows))
        for (const group of groups) expect(rowsOf([group], unfolded)).toEqual(group.rows)
      }),
    )
    const [group, other] = groupRows([{ key: 'a' }, { key: 'a' }, { key: 'b' }], keyOf)
    expect(rowsOf([group!, group!.rows[0]!], new Set(['a'])), 'not what stands below').toEqual([
      group!.rows[0],
    ])
    expect(rowsOf([group!, other!], new Set())).toHaveLength(3)
  })

  it('[UI84] tell how many of them are chosen', () => {
    const [group] = groupRows([{ id: '1' }, { id: '2' }], () => 'a')
    expect(chosenIn(group!, new Set())).toBe(0)
    expect(chosenIn(group!, new Set(['2', '3']))).toBe(1)
    expect(chosenIn(group!, new Set(['1', '2']))).toBe(2)
  })
})
