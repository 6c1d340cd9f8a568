import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const entries = new Set(['renderer/main.tsx', 'electron/main.ts', 'central/server.ts'])

/** room -> rooms it may import from (itself always). The first room whose path a file starts with is its own. */
const MAY: Record<string, string[]> = {
  'shared/': ['resources/reference/'],
  'renderer/db/': ['shared/'],
  'renderer/sync/': ['renderer/db/', 'shared/'],
  'renderer/flow/': ['renderer/db/', 'renderer/sync/transport.ts', 'shared/'],
  'renderer/session/': ['renderer/flow/', 'renderer/db/', 'renderer/sync/', 'shared/'],
  'renderer/state/': ['renderer/db/views.ts', 'shared/'],
  'renderer/service-worker/': [],
  'renderer/ui/': [
    'renderer/flow/',
    'renderer/db/',
    'renderer/session/',
    'renderer/state/',
    'renderer/i18n/',
    'shared/',
  ],
  'renderer/i18n/': ['shared/'],
  'electron/': ['shared/'],
  'central/': ['shared/', 'resources/'],
  'scripts/': ['central/', 'shared/'],
}
/** Rooms inside a room: each may import from those before it, and from what stands in the folder itself. */
const INNER: Record<string, string[]> = {
  shared: ['lead', 'events', 'policy', 'contact'],
  'renderer/db': ['journal', 'database', 'seal', 'memory', 'stored', 'recover', 'refresh', 'take-in'],
  'central/store': ['database', 'leads', 'suppressions', 'likely', 'queues', 'events', 'changes'],
}
const SHARED_PACKAGES = ['zod', 'libphonenumber-js']

const files = (dir: string): string[] =>
  readdirSync(join(root, dir), { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && /\.(c?ts|tsx)$/.test(e.name))
    .map((e) => relative(root, join(e.parentPath, e.name)))

const sources = ['shared', 'renderer', 'electron', 'central', 'scripts'].flatMap(files)
const importsOf = (file: string) =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gms,
    ),
  ].map((m) => (m[1] ?? m[2] ?? m[3])!)
const roomOf = (file: string) => Object.keys(MAY).find((room) => file.startsWith(room))

describe('[AR1] imports go one way only', () => {
  it('finds the sources', () => expect(sources.length).toBeGreaterThan(50))

  it.each(sources.filter((f) => !entries.has(f)))('%s', (file) => {
    const room = roomOf(file)
    expect(room, 'this file stands in no room of the architecture').toBeDefined()
    for (const spec of importsOf(file)) {
      if (!spec.startsWith('.')) {
        if (room === 'shared/') expect(SHARED_PACKAGES).toContain(spec.split('/')[0])
        continue
      }
      const target = relative(root, resolve(root, dirname(file), spec.split('?')[0]!))
      const allowed = [room!, ...MAY[room!]!]
      expect(
        allowed.some((a) => target.startsWith(a)),
        `${file} may not import ${target}`,
      ).toBe(true)
    }
  })
})

describe('[AR1] also inside a room', () => {
  it.each(
    Object.entries(INNER).flatMap(([room, inner]) =>
      inner.map((name, i) => ({
        at: `${room}/${name}/`,
        later: inner.slice(i + 1).map((l) => `${room}/${l}/`),
      })),
    ),
  )('$at', ({ at, later }) => {
    const targets = files(at).flatMap((file) =>
      importsOf(file).map((spec) => relative(root, resolve(root, dirname(file), spec))),
    )
    expect(targets.length).toBeGreaterThan(0)
    expect(targets.filter((target) => later.some((room) => target.startsWith(room)))).toEqual([])
  })
})

describe('[AR2] shared is pure', () => {
  it.each(files('shared'))('%s reads no clock, no randomness, no environment', (file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    expect(text).not.toMatch(
      /Date\.now|new Date\(\)|Math\.random|\bcrypto\b|\bprocess\b|\bfetch\(|\bwindow\b|\blocalStorage\b/,
    )
  })
})

describe('[AR3] files stay small', () => {
  it('none over 300 lines, the median under 100', () => {
    const lines = sources.map((f) => [readFileSync(join(root, f), 'utf8').split('\n').length, f] as const)
    expect(lines.filter(([n]) => n > 300)).toEqual([])
    const sorted = lines.map(([n]) => n).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100)
  })
})
