import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../central/openapi/operations.ts'
import { problemsOf } from './openapi-check.ts'
import { type TestCentral, testCentral } from './support.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  'x-roles': string | string[]
  responses: Record<string, { $ref?: string }>
}

let central: TestCentral
let document: { openapi: string; paths: Record<string, Record<string, Operation>> }
const routes: RouteOptions[] = []

/** Every route of the app, as Fastify itself tells of it. */
const watch = (message: unknown) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', (route) => void routes.push(route))
}

beforeAll(async () => {
  subscribe('fastify.initialization', watch)
  central = await testCentral()
  unsubscribe('fastify.initialization', watch)
  document = await (await fetch(`${central.url}/api/v1/openapi.json`)).json()
})
afterAll(() => central.dispose())

describe('the API document', () => {
  it('[AP1] is sent to anybody, and is the one checked in: npm run openapi writes it anew', async () => {
    const file = join(import.meta.dirname, '../../docs/openapi.json')
    expect(document).toEqual(JSON.parse(await readFile(file, 'utf8')))
  })

  it('[AP1] is OpenAPI 3.1', () => {
    expect(problemsOf(document)).toEqual([])
  })

  it('[AP1] the check finds what is wrong', () => {
    const broken = structuredClone(document)
    const [first, second] = operationsOf(broken)
    first!.operationId = second!.operationId
    first!.responses['200'] = { $ref: '#/components/responses/none' }
    expect(problemsOf(broken)).toEqual([
      expect.stringContaining('none leads nowhere'),
      expect.stringContaining('is the id of two operations'),
    ])
  })

  it('[AP2] names every route of the app, and no other', () => {
    const there = routes
      .filter((r) => r.method !== 'HEAD' && r.url.startsWith('/api/'))
      .map((r) => `${r.method} ${r.url.replace(/:(\w+)/g, '{$1}')}`)
    const said = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(there.length).toBeGreaterThan(30)
    expect(said.sort()).toEqual(there.sort())
  })

  it('[AP2] describes no route that is gone', () => {
    const there = new Set(routes.map((r) => `${r.method} ${r.url.replace('/api/v1', '')}`))
    expect(Object.keys(OPERATIONS).filter((name) => !there.has(name))).toEqual([])
  })

  it('[AP3] says of each operation who may call it, as the guard has it, and how it refuses', () => {
    for (const route of routes.filter((r) => r.method !== 'HEAD' && r.url.startsWith('/api/'))) {
      const path = route.url.replace(/:(\w+)/g, '{$1}')
      const operation = document.paths[path]![String(route.method).toLowerCase()]!
      expect(operation['x-roles'], path).toEqual(route.config!.roles)
      expect(operation.security.length > 0, path).toBe(route.config!.roles !== 'public')
      expect(operation.summary, path).toMatch(/\w/)
      expect(operation.tags, path).toHaveLength(1)
      const refused = Object.entries(operation.responses).filter(([status]) => status >= '400')
      expect(refused.map(([status]) => status)).toEqual(expect.arrayContaining(['400', '500', '503']))
      for (const [, answer] of refused) expect(answer.$ref).toMatch(/^#\/components\/responses\//)
    }
  })
})

const operationsOf = (d: typeof document) => Object.values(d.paths).flatMap((item) => Object.values(item))
