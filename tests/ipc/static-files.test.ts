import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { containedFile, serveFile } from '../../electron/static-files.ts'

const root = resolve('/srv/page')

describe('the files of the page', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/main-1a2b.js', 'assets/main-1a2b.js'],
    ['/a%20b.css', 'a b.css'],
    ['/a/../b.js', 'b.js'],
  ])('[DS14] %s is inside', (pathname, file) => {
    expect(containedFile(root, pathname)).toBe(join(root, file))
  })

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/a/../../secret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/c:/windows/win.js',
    '/%00.js',
    '/%',
    '/%ff.js',
    '/../page-of-another/x.js',
    '',
    'index.html',
    '/',
  ])('[DS14] %j is not', (pathname) => {
    expect(containedFile(root, pathname)).toBeNull()
  })

  describe('served', () => {
    let dir: string
    beforeAll(() => {
      const parent = mkdtempSync(join(tmpdir(), 'leadwright-static-'))
      dir = join(parent, 'renderer')
      mkdirSync(dir)
      writeFileSync(join(parent, 'secret.js'), 'secret')
      writeFileSync(join(dir, 'index.html'), 'the page')
      writeFileSync(join(dir, 'main.js'), 'code')
    })
    afterAll(() => rmSync(resolve(dir, '..'), { recursive: true }))

    it('[DS14] every place inside the page is the page, under the content security policy', async () => {
      const answer = await serveFile(dir, '/leads/123')
      expect(await answer.text()).toBe('the page')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    })

    it('[DS14] a script comes as a script; what is not there or not inside is not found', async () => {
      const script = await serveFile(dir, '/main.js')
      expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect((await serveFile(dir, '/other.js')).status).toBe(404)
      expect((await serveFile(dir, '/%2e%2e/secret.js')).status).toBe(404)
    })
  })
})
