import { createReadStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { z } from 'zod'
import { type ImportProgress, importProgress } from '../shared/api/api.ts'
import { type Access, bodyOf, call, centralFor, Refused, runCommand } from './central-access.ts'
import { defaultDataDir } from './data-dir.ts'

const HELP = `Imports leads from a CSV file, as HubSpot, Salesforce, Pipedrive or a spreadsheet writes it.
  npm run import -- leads.csv [flags]
  --campaign C    the campaign's name or id, made when there is none of it; left out: the only campaign there is, or in
                  a central without any a new one named after the file
  --map M         JSON, or a file of it: {"Header": "field or null"} where headers are not recognised
  --country CC    where phone numbers without country code belong (US, DE...)
  --dates ORDER   dayFirst or monthFirst, where dates like 03/04/2026 do not tell
  --central URL   another central; its service token is read from LEADWRIGHT_TOKEN
  --data DIR      the data folder (default: that of npm start)
  --problems OUT  where to write all problems (default: beside the file, only if there are any)`

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      campaign: { type: 'string' },
      map: { type: 'string' },
      country: { type: 'string' },
      dates: { type: 'string' },
      central: { type: 'string' },
      data: { type: 'string' },
      problems: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [file, ...others] = positionals
  if (flags.help) return void process.stdout.write(`${HELP}\n`)
  if (file === undefined || others.length > 0) throw new Refused(`Name one file.\n${HELP}`)
  const size = await sizeOf(file)
  const map = flags.map === undefined ? '{}' : await mapOf(flags.map)
  const query = new URLSearchParams({
    ...(flags.campaign ? { campaign: flags.campaign } : {}),
    fileName: basename(file),
    map,
    ...(flags.country ? { country: flags.country.toUpperCase() } : {}),
    ...(flags.dates ? { dates: flags.dates } : {}),
  })
  const access = await centralFor(flags.central, resolve(flags.data ?? defaultDataDir()))
  try {
    const id = v7()
    const outcome = await upload(access, id, query, file, size)
    if (outcome.state === 'failed') throw new Refused(outcome.error ?? 'The import failed.')
    process.stdout.write(summaryOf(outcome))
    if (outcome.problems.length > 0) {
      const out = flags.problems ?? `${file.replace(/\.[^./\\]+$/u, '')}-problems.csv`
      const response = await call(access, `/imports/${id}/problems.csv`)
      await writeFile(out, Buffer.from(await response.arrayBuffer()))
      process.stdout.write(`All problems: ${out}\n`)
    }
  } finally {
    await access.close()
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refused(whyUnread(file, error))
  })
  if (!found.isFile()) throw new Refused(`${file} is no file`)
  return found.size
}

async function mapOf(text: string): Promise<string> {
  const json = text.trimStart().startsWith('{') ? text : await mapFile(text)
  if (!z.record(z.string(), z.string().nullable()).safeParse(parsed(json)).success)
    throw new Refused('--map must be a JSON object of header -> field or null')
  return json
}

function mapFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refused(`--map: ${whyUnread(file, error)}`)
  })
}

const whyUnread = (file: string, { code, message }: NodeJS.ErrnoException): string =>
  `${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new Refused(`--map is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function upload(
  access: Access,
  id: string,
  query: URLSearchParams,
  file: string,
  size: number,
): Promise<ImportProgress> {
  const shown = setInterval(() => void showProgress(access, id, size), 500)
  try {
    const response = await call(access, `/imports/${id}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: Readable.toWeb(createReadStream(file)) as unknown as ReadableStream,
      duplex: 'half',
    } as RequestInit)
    return importProgress.parse(await bodyOf(response))
  } finally {
    clearInterval(shown)
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  }
}

async function showProgress(access: Access, id: string, size: number): Promise<void> {
  if (!process.stderr.isTTY) return
  const response = await call(access, `/imports/${id}`)
  if (!response.ok) return
  const { rows, bytes, rejected } = importProgress.parse(await response.json())
  const percent = Math.min(100, Math.floor((bytes / Math.max(size, 1)) * 100))
  process.stderr.write(`\r${percent}% · ${rows} rows · ${rejected} rejected\u001b[K`)
}

function summaryOf(outcome: ImportProgress): string {
  const { rows, added, joined, unchanged, rejected, problems, campaign, ignored = [], invalid = 0 } = outcome
  const first = problems
    .slice(0, 10)
    .map(
      (p) =>
        `  line ${p.line}${p.column ? `, ${p.column}` : ''}: "${p.value}" ${p.reason}${p.rejected ? ' (row rejected)' : ''}`,
    )
  return [
    `${rows} ${rows === 1 ? 'row' : 'rows'} into campaign ${campaign}: ${added} new ${added === 1 ? 'lead' : 'leads'}, ${joined} joined ${joined === 1 ? 'a lead that was' : 'leads that were'} there, ${unchanged} imported before, ${rejected} rejected.`,
    ...(invalid > 0
      ? [`${invalid} of the new leads ${invalid === 1 ? 'is' : 'are'} invalid: nobody is to call them.`]
      : []),
    ...(ignored.length > 0 ? [`left out: ${ignored.join(', ')}`] : []),
    ...(first.length > 0 ? ['First problems:', ...first] : []),
    '',
  ].join('\n')
}

runCommand('import', main)
