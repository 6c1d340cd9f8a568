import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'

const FOLDER = new URL('../vectors/', import.meta.url)
const files = readdirSync(FOLDER).filter((name) => name.startsWith('fold-'))

describe('golden folds', () => {
  test('are there', () => expect(files.length).toBeGreaterThan(2))

  test.each(files)('[EV1] %s', (name) => {
    const vector = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
    const events = vector.events.map((e: unknown) => leadEvent.parse(e))
    expect(JSON.stringify(fold(null, events))).toBe(JSON.stringify(vector.lead))
    expect(JSON.stringify(fold(null, events.toReversed()))).toBe(JSON.stringify(vector.lead))
  })
})
