import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { BadInput } from '../../../scripts/evaluate/bad-input.ts'
import { readMap } from '../../../scripts/evaluate/map.ts'
import { readLeads } from '../../../scripts/evaluate/read-leads.ts'
import { chooseRows } from '../../../scripts/evaluate/rows.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'

const MAP = {
  name: 'shop',
  id: 'id',
  outcome: { column: 'bought', won: ['yes'], lost: ['no'] },
  missing: ['?'],
  fields: [
    { column: 'visits', kind: 'number' },
    { column: 'job', kind: 'choice', ask: true },
  ],
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'))
  await file('map.json', JSON.stringify(MAP))
})

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const read = async (csv: string, outcomes = true) =>
  readLeads(await file('leads.csv', csv), await readMap(join(folder, 'map.json')), outcomes)

describe('[FT12] what cannot be read is named by file, line and column', () => {
  it.each([
    [
      'id,visits,job,bought\n1,3,cook,yes\n2,many,cook,no\n',
      /leads\.csv, line 3, column 'visits': 'many' is no number/,
    ],
    ['id,visits,job,bought\n1,3,"a\nb",yes\n2,x,c,no\n', /line 4, column 'visits': 'x' is no number/],
    [
      'id,visits,job,bought\n1,3,cook,perhaps\n',
      /line 2, column 'bought': 'perhaps' is no outcome \(yes, no\)/,
    ],
    ['id,visits,job,bought\n1,3,cook,\n', /line 2, column 'bought': the outcome is empty/],
    ['id,visits,bought\n1,3,yes\n', /column 'job': there is no such column; there are id, visits, bought/],
    ['id,visits,job,bought\n1,3,cook,yes\n1,4,cook,no\n', /line 3, column 'id': the id '1' is there twice/],
    ['id,visits,job,bought\n1,3,yes\n', /line 2: has 3 cells where the header has 4/],
    ['id,visits,job,bought\n', /leads\.csv: has no rows/],
  ])('%j', async (csv, message) => {
    await expect(read(csv)).rejects.toThrow(message)
  })

  it.each([
    ['{', /is no JSON/],
    [JSON.stringify({ ...MAP, id: undefined }), /\/id: /],
    [JSON.stringify({ ...MAP, fields: [...MAP.fields, MAP.fields[0]] }), /column 'visits': is listed twice/],
    [JSON.stringify({ ...MAP, questions: ['age'] }), /column 'age': a question, but not among the fields/],
    [
      JSON.stringify({ ...MAP, fields: [{ column: 'bought', kind: 'choice' }] }),
      /column 'bought': is the id or the outcome/,
    ],
  ])('a mapping: %s', async (json, message) => {
    await expect(readMap(await file('bad-map.json', json))).rejects.toThrow(message)
  })

  it('rows that the file does not have', async () => {
    const leads = await read('id,visits,job,bought\n1,3,cook,yes\n2,4,?,no\n')
    await expect(chooseRows(await file('rows.json', '["2", 9]'), 'shop', leads, leads)).rejects.toThrow(
      BadInput,
    )
    await expect(chooseRows(await file('rows.json', '["2", 9]'), 'shop', leads, leads)).rejects.toThrow(
      /names row '9'/,
    )
  })
})

describe('[FT12] what is read', () => {
  it('missing is null, outcomes of scored rows may be empty or left out', async () => {
    const leads = await read('id,visits,job,bought\n1,3,?,yes\n2,,"a, b",\n', false)
    expect(leads.facts.columns.map((c) => c.values)).toEqual([
      [3, null],
      [null, 'a, b'],
    ])
    expect([...leads.outcome]).toEqual([1, -1])
    expect([...(await read('id,visits,job\n1,3,cook\n', false)).outcome]).toEqual([-1])
  })

  it('rows come as a list to score, as parts of one split, or as those of the named set', async () => {
    const leads = await read('id,visits,job,bought\n1,3,cook,yes\n2,4,?,no\n3,5,?,no\n')
    const chosen = async (rows: unknown) => {
      const { train, test } = await chooseRows(
        await file('rows.json', JSON.stringify(rows)),
        'shop',
        leads,
        leads,
      )
      return [[...train], [...test]]
    }
    expect(await chosen([3])).toEqual([[0, 1], [2]])
    expect(await chosen({ train: [1], test: ['2'] })).toEqual([[0], [1]])
    expect(await chosen({ shop: { train_fit: [1, 2], train_dev: [3] } })).toEqual([[0, 1], [2]])
  })
})

describe('npm run evaluate', () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        ['--import', 'tsx', 'scripts/evaluate.ts', ...args],
        { cwd: projectRoot },
        (_, out, err) => resolve({ code: child.exitCode, out, err }),
      )
    })

  it('[FT12] fits, scores rows without outcome, writes probabilities and a page that needs nothing else', async () => {
    const random = seeded(1)
    const rows = Array.from({ length: 400 }, (_, i) => {
      const visits = Math.floor(random() * 10)
      return `${i},${visits},${random() < 0.5 ? 'cook' : '?'},${random() < visits / 10 ? 'yes' : 'no'}`
    })
    const train = await file('train.csv', `id,visits,job,bought\n${rows.join('\n')}\n`)
    const test = await file('test.csv', 'id,visits,job,bought\nx,0,cook,\ny,9,?,\n')
    const [out, report] = [join(folder, 'p.csv'), join(folder, 'r.html')]
    const map = join(folder, 'map.json')
    const scored = await run('--train', train, '--test', test, '--map', map, '--out', out, '--report', report)
    expect(scored).toMatchObject({ code: 0, err: '' })
    const [head, x, y] = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map((l) => l.split(','))
    expect(head).toEqual(['id', 'probability'])
    expect([x![0], y![0]]).toEqual(['x', 'y'])
    expect(Number(x![1])).toBeLessThan(Number(y![1]))

    const measured = await run('--train', train, '--test', train, '--map', map, '--report', report)
    expect(measured.out).toMatch(/Fitted points\s+0\.\d+/)
    const page = await readFile(report, 'utf8')
    expect(page.match(/<svg viewBox/g)).toHaveLength(2)
    expect(page).not.toMatch(/<script|https?:|NaN|undefined/)
  })

  it('[FT8] [FT12] says in one line what is wrong', async () => {
    const few = await file('few.csv', 'id,visits,job,bought\n1,3,cook,yes\n2,4,?,no\n')
    const { code, err } = await run('--train', few, '--test', few, '--map', join(folder, 'map.json'))
    expect([code, err]).toEqual([
      1,
      'evaluate: Too few leads with a known outcome to learn from: it takes 49 more won (there are 1 of 50) and 49 more lost (there are 1 of 50).\n',
    ])
  })
})
