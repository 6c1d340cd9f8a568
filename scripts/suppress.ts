import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type SuppressionOutcome, suppressionOutcome } from '../shared/api/qualification.ts'
import { bodyOf, call, centralFor, Refused, runCommand } from './central-access.ts'
import { defaultDataDir } from './data-dir.ts'

const HELP = `Replaces a suppression list: phone numbers, e-mail addresses and domains (@example.com) that nobody is to contact.
  npm run suppress -- list.csv --id robinson --name "Robinson list" --source "DDV, 2026-11-01" [flags]
  One address a line, or a CSV whose headers name the columns. The same id again replaces the list.
  --country CC    where phone numbers without country code belong (US, DE...)
  --central URL   another central; its service token is read from LEADWRIGHT_TOKEN
  --data DIR      the data folder (default: that of npm start)`

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      id: { type: 'string' },
      name: { type: 'string' },
      source: { type: 'string' },
      country: { type: 'string' },
      central: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [file, ...others] = positionals
  if (flags.help) return void process.stdout.write(`${HELP}\n`)
  if (file === undefined || others.length > 0) throw new Refused(`Name one file.\n${HELP}`)
  if (flags.id === undefined) throw new Refused('--id says which list it is; --help says more')
  await refuseUnread(file)
  const query = new URLSearchParams({
    ...(flags.name ? { name: flags.name } : {}),
    ...(flags.source ? { source: flags.source } : {}),
    ...(flags.country ? { country: flags.country.toUpperCase() } : {}),
  })
  const access = await centralFor(flags.central, resolve(flags.data ?? defaultDataDir()))
  try {
    const response = await call(access, `/suppressions/${encodeURIComponent(flags.id)}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: Readable.toWeb(createReadStream(file)) as unknown as ReadableStream,
      duplex: 'half',
    } as RequestInit)
    process.stdout.write(summaryOf(basename(file), suppressionOutcome.parse(await bodyOf(response))))
  } finally {
    await access.close()
  }
}

async function refuseUnread(file: string): Promise<void> {
  const found = await stat(file).catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new Refused(`${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`)
  })
  if (!found.isFile()) throw new Refused(`${file} is no file`)
}

function summaryOf(file: string, outcome: SuppressionOutcome): string {
  const { list, entries, added, removed, rejected, problems } = outcome
  return [
    `${file} is list ${list.id} (${list.name}) now: ${entries} entries, ${added} of them new, ${removed} gone, ${rejected} rejected.`,
    ...problems.slice(0, 10).map((p) => `  line ${p.line}: "${p.value}" ${p.reason}`),
    '',
  ].join('\n')
}

runCommand('suppress', main)
