import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, restore } from '../central/postgres/backup.ts'
import { startCentral } from '../central/start-central.ts'
import { Refused, runCommand } from './central-access.ts'
import { defaultDataDir } from './data-dir.ts'

const HELP = `Backups of the database that comes with central (for one of your own: docs/backup.md).
  npm run backup -- to FOLDER [--data DIR]      while central works, or while it does not
  npm run backup -- restore FOLDER --data DIR   into a data folder without a database; devices then send again what it lacks
  --data DIR      the data folder (default: that of npm start)`

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  if (flags.help) return say(HELP)
  const [task, folder, ...others] = positionals
  if (folder === undefined || others.length > 0 || (task !== 'to' && task !== 'restore'))
    throw new Refused('Say "to FOLDER" or "restore FOLDER"; --help says more')
  if (process.env.DATABASE_URL)
    throw new Refused('A database of your own (DATABASE_URL) is backed up by its own tools: docs/backup.md')
  const dataDir = resolve(flags.data ?? defaultDataDir())
  if (task === 'to') {
    await backUp(dataDir, resolve(folder))
    return say(`The database of ${dataDir} is in ${resolve(folder)}. It holds personal data: keep it closed.`)
  }
  await restore(resolve(folder), dataDir)
  // Rolled forward to its end, and a new incarnation before any device speaks to it.
  const central = await startCentral({ dataDir, port: 0, staticDir: null, newEpoch: true })
  await central.close()
  say(`${dataDir} holds what ${resolve(folder)} held. Start central on it; devices send again what it lacks.`)
}

runCommand('backup', main)
