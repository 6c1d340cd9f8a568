/**
 * Keeps the built page startable without central. Everything is fetched when a version is installed, so a version is there
 * as a whole or not at all. /api is never touched. Addresses and version are put in by the build.
 */
declare const PRECACHE: readonly string[]
declare const VERSION: string

/** The one type check serves pages and workers: it takes `self` for a window. */
const worker = self as unknown as ServiceWorkerGlobalScope

const PREFIX = 'leadwright-page-'
const CACHE = PREFIX + VERSION

/** Of the standard, but not yet in the types. */
interface Routing {
  addRoutes?(
    rules: readonly {
      condition: { or: { urlPattern: { pathname: string } }[] }
      source: { cacheName: string }
    }[],
  ): Promise<void>
}

worker.addEventListener('install', (event) => {
  event.waitUntil(route(event as Routing))
  event.waitUntil(
    caches
      .open(CACHE)
      // 'reload': past the HTTP cache, where files of another version may lie.
      .then((cache) => cache.addAll(PRECACHE.map((address) => new Request(address, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  )
})

/** Where the browser can, it takes the page and its files out of the cache without waiting for this worker to start. */
async function route(event: Routing): Promise<void> {
  const condition = { or: PRECACHE.map((pathname) => ({ urlPattern: { pathname } })) }
  await event.addRoutes?.([{ condition, source: { cacheName: CACHE } }])
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  // Central's own: the API, and pages for people outside.
  if (/^\/(api|l)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(fromCache(CACHE, '/', request))
  else if (PRECACHE.includes(url.pathname)) event.respondWith(fromCache(CACHE, url.pathname, request))
  else event.respondWith(fromAnyCache(request))
})

async function fromCache(name: string, address: string, request: Request): Promise<Response> {
  const cache = await caches.open(name)
  return (await cache.match(address)) ?? fetch(request)
}

/** A page of the version before may still ask for its own files, whose names carry their hash. */
async function fromAnyCache(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

/** Keeps this version and the one before it, which open pages may still run. `caches.keys()` is in order of creation. */
async function dropOldCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)))
}
