import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { contentSecurityPolicy } from '../shared/api/content-security-policy.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** The file below `root` that an address' path means; null when it would lie outside, or is no path. */
export function containedFile(root: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  // Backslash and colon are separators and drives on Windows, letters elsewhere: no built file has one.
  if (!path.startsWith('/') || /[\0\\:]/.test(path)) return null
  const file = resolve(join(root, path))
  return file.startsWith(resolve(root) + sep) ? file : null
}

/** Serves a GET of the built page. A path without an extension is a place inside the page, hence the page itself. */
export async function serveFile(root: string, pathname: string): Promise<Response> {
  const file = containedFile(root, extname(pathname) === '' ? '/index.html' : pathname)
  const bytes = file === null ? null : await readIfThere(file)
  if (file === null || bytes === null)
    return new Response('Not found', { status: 404, headers: commonHeaders() })
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  return new Response(new Uint8Array(bytes), { headers: { ...commonHeaders(), 'content-type': type } })
}

function commonHeaders(): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  }
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null
    throw error
  }
}
