import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { clockFrom } from '../central/clock.ts'
import { defaultDataDir } from './data-dir.ts'

export const HELP = `npm start [-- options]: builds what changed, starts central and opens Leadwright.

  --fresh       start over with the demo campaign; the old data is moved aside, not deleted
  --port N      where central listens (4317). The browser's store belongs to the address: keep it
  --data DIR    where the data is kept (.leadwright in the project)
  --clock TIME  what time it is, like 2026-11-24T15:00Z: central and the desks run on from there, for a demonstration
  --browser     the browser, even where Electron is there
  --no-open     open nothing, only print the address
  --help        this text
`

export interface StartOptions {
  fresh: boolean
  port: number
  dataDir: string
  /** ISO instant; null: the system's clock. */
  clock: string | null
  open: 'desktop' | 'browser' | 'nothing'
  help: boolean
}

/** Throws an Error with a message for the person. */
export function startOptions(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: '4317' },
      data: { type: 'string' },
      clock: { type: 'string' },
      browser: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`--port ${values.port} is no port`)
  if (values.data?.trim() === '') throw new Error('--data names no folder')
  if (values.clock !== undefined) clockFrom(values.clock)
  return {
    fresh: values.fresh,
    port,
    dataDir: values.data === undefined ? defaultDataDir() : resolve(values.data),
    clock: values.clock ?? null,
    open: values['no-open'] ? 'nothing' : values.browser ? 'browser' : 'desktop',
    help: values.help,
  }
}
