import { Context, type Emitter, Liquid, type Template, toValueSync } from 'liquidjs'
import { escaped } from '../../shared/brief/html.ts'

/** What a template may do at most: far beyond any mail, and quickly over. */
const LIMITS = { parseLimit: 250_000, renderLimit: 2000, memoryLimit: 2_000_000 }
const MOST_OUTPUT = 400_000

/** All that a mail needs. What reads files, keeps state, or hands on what was not escaped is not there. */
const ALLOWED_TAGS = ['assign', 'if', 'unless', 'case', 'for', 'break', 'continue', 'comment', 'raw', '#']
const ALLOWED_FILTERS =
  'default upcase downcase capitalize strip truncate truncatewords replace replace_first remove append prepend split join first last size slice url_encode date plus minus times divided_by modulo round at_least at_most abs ceil floor'.split(
    ' ',
  )

/** 'text' and 'subject' as they are, 'html' with every value escaped: there is no way around that. */
export type PartKind = 'subject' | 'text' | 'html'

const engines: Record<PartKind, Liquid> = {
  subject: engine(false),
  text: engine(false),
  html: engine(true),
}

function engine(escapes: boolean): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    // Nothing to include: not from files either.
    templates: {},
    locale: 'en-US',
    timezoneOffset: 0,
    ...LIMITS,
    ...(escapes ? { outputEscape: (value: unknown) => escaped(textOf(value)) } : {}),
  })
  for (const name of Object.keys(liquid.tags)) if (!ALLOWED_TAGS.includes(name)) delete liquid.tags[name]
  for (const name of Object.keys(liquid.filters))
    if (!ALLOWED_FILTERS.includes(name)) delete liquid.filters[name]
  return liquid
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : Array.isArray(value)
      ? value.map(textOf).join('')
      : String(value)

/** Throws liquidjs's error, which knows its line. */
export const parsed = (kind: PartKind, template: string): Template[] => engines[kind].parse(template)

/** The variables that a template takes from outside, as they are written: 'firstName', 'own.supplier'; each with its line. */
export const globalNames = (kind: PartKind, template: Template[]): { name: string; line: number }[] =>
  Object.values(engines[kind].analyzeSync(template, { partials: false }).globals)
    .flat()
    .map((variable) => {
      const path = variable.toArray()
      const isPlain = path.every((segment) => typeof segment === 'string')
      return { name: isPlain ? path.join('.') : variable.toString(), line: variable.location.row }
    })

/** Throws when a limit is met, or a variable is not there. */
export function rendered(kind: PartKind, template: Template[], variables: object): string {
  const liquid = engines[kind]
  const out = new LimitedEmitter()
  toValueSync(liquid.renderer.renderTemplates(template, new Context(variables, liquid.options), out))
  return out.buffer
}

class LimitedEmitter implements Emitter {
  buffer = ''

  write(piece: unknown): void {
    this.buffer += textOf(piece)
    if (this.buffer.length > MOST_OUTPUT)
      throw new Error(`the output is longer than ${MOST_OUTPUT} characters`)
  }
}
