type Json = { [key: string]: unknown }

const TYPES = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
const PLACES = new Set(['path', 'query', 'header', 'cookie'])
/** Keywords of earlier versions, which 3.1 has no more. */
const GONE = ['nullable', 'definitions', 'discriminatorProperty']
const SUBSCHEMAS = ['items', 'additionalProperties', 'not', 'propertyNames', 'contains', 'if', 'then', 'else']
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems']

/** What keeps a document from being OpenAPI 3.1 by its structure; [] when nothing does. */
export function problemsOf(document: object): string[] {
  const root = document as Json
  const found: string[] = []
  const say = (wrong: boolean, what: string) => void (wrong && found.push(what))
  say(!/^3\.1\.\d+$/.test(String(root.openapi)), 'openapi is no 3.1')
  const info = object(root.info)
  say(typeof info.title !== 'string' || typeof info.version !== 'string', 'info lacks title or version')
  const components = object(root.components)
  const schemes = object(components.securitySchemes)
  const tags = new Set((root.tags as Json[]).map((t) => t.name))
  const ids = new Map<unknown, number>()

  const resolve = (value: unknown, at: string): Json => {
    const ref = object(value).$ref
    if (typeof ref !== 'string') return object(value)
    const target = ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((held, key) => object(held)[key], root)
    say(!ref.startsWith('#/') || target === undefined, `${at}: ${ref} leads nowhere`)
    return object(target)
  }

  const schema = (value: unknown, at: string): void => {
    if (typeof value === 'boolean') return
    const s = object(value)
    if ('$ref' in s) return void resolve(s, at)
    for (const type of [s.type ?? []].flat()) say(!TYPES.has(String(type)), `${at}: no type ${type}`)
    for (const key of GONE) say(key in s, `${at}: ${key} is of an earlier version`)
    say(
      'exclusiveMinimum' in s && typeof s.exclusiveMinimum !== 'number',
      `${at}: exclusiveMinimum is no number`,
    )
    say('enum' in s && !Array.isArray(s.enum), `${at}: enum is no list`)
    if (typeof s.pattern === 'string') new RegExp(s.pattern, 'u')
    for (const [name, held] of Object.entries(object(s.properties))) schema(held, `${at}/${name}`)
    for (const key of SUBSCHEMAS) if (key in s) schema(s[key], `${at}/${key}`)
    for (const key of LISTS) for (const held of (s[key] ?? []) as unknown[]) schema(held, `${at}/${key}`)
  }

  const content = (value: unknown, at: string) => {
    for (const [type, media] of Object.entries(object(value))) {
      say(!/^[\w.+-]+\/[\w.+*-]+$/.test(type), `${at}: ${type} is no media type`)
      schema(object(media).schema, `${at} ${type}`)
    }
  }

  for (const [name, held] of Object.entries(object(components.schemas))) schema(held, name)
  for (const [name, held] of Object.entries(object(components.responses))) content(object(held).content, name)
  for (const [path, item] of Object.entries(object(root.paths))) {
    say(!path.startsWith('/'), `${path} begins without /`)
    for (const [method, value] of Object.entries(object(item))) {
      const at = `${method} ${path}`
      const operation = object(value)
      say(!METHODS.has(method), `${at}: no method`)
      ids.set(operation.operationId, (ids.get(operation.operationId) ?? 0) + 1)
      const parameters = ((operation.parameters ?? []) as unknown[]).map((p) => resolve(p, at))
      for (const p of parameters) {
        say(
          typeof p.name !== 'string' || !PLACES.has(String(p.in)),
          `${at}: a parameter without name or place`,
        )
        schema(p.schema, `${at} ?${p.name}`)
      }
      const inPath = parameters.filter((p) => p.in === 'path')
      say(!inPath.every((p) => p.required === true), `${at}: a part of the path is not required`)
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
      say(String(named) !== String(inPath.map((p) => p.name).sort()), `${at}: the path has other parameters`)
      if (operation.requestBody) content(resolve(operation.requestBody, at).content, `${at} body`)
      const responses = Object.entries(object(operation.responses))
      say(responses.length === 0, `${at}: no responses`)
      for (const [status, response] of responses) {
        const found = resolve(response, `${at} ${status}`)
        say(!/^([1-5](\d\d|XX)|default)$/.test(status), `${at}: no status ${status}`)
        say(
          !('$ref' in object(response)) && typeof found.description !== 'string',
          `${at} ${status}: undescribed`,
        )
        content(found.content, `${at} ${status}`)
      }
      for (const way of (operation.security ?? []) as Json[])
        for (const scheme of Object.keys(way)) say(!(scheme in schemes), `${at}: no scheme ${scheme}`)
      for (const tag of operation.tags as unknown[]) say(!tags.has(tag), `${at}: no tag ${tag}`)
    }
  }
  for (const [id, times] of ids) {
    say(typeof id !== 'string' || id === '', 'an operation has no id')
    say(times > 1, `${id} is the id of two operations`)
  }
  return found
}

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
