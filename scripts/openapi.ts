import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { placeOf } from '../central/postgres/place.ts'
import { startCentral } from '../central/start-central.ts'
import { runCommand } from './central-access.ts'
import { projectRoot } from './project-root.ts'

/** Writes docs/openapi.json: what a central of this program answers at /api/v1/openapi.json. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leadwright-openapi-'))
  // The database's own user must be able to enter.
  await chmod(dataDir, 0o755)
  const central = await startCentral({ dataDir, port: 0, staticDir: null })
  const place = await placeOf(dataDir)
  try {
    const response = await fetch(`${central.url}/api/v1/openapi.json`)
    if (!response.ok) throw new Error(`central answered ${response.status}: ${await response.text()}`)
    const file = join(projectRoot, 'docs/openapi.json')
    await writeFile(file, JSON.stringify(await response.json(), null, 2))
    const biome = join(projectRoot, 'node_modules/@biomejs/biome/bin/biome')
    await promisify(execFile)(process.execPath, [biome, 'format', '--write', file], { cwd: projectRoot })
    process.stdout.write(`${file}\n`)
  } finally {
    await central.close()
    for (const folder of [dirname(place.pgData), dataDir]) await rm(folder, { recursive: true, force: true })
  }
}

runCommand('openapi', main)
