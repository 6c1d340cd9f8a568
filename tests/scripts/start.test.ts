import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { electronOrReason, openScreen } from '../electron/support.ts'
import { freePort } from '../setup/free-port.ts'

const electron = electronOrReason()

/** Stops what a failed test has left running. */
const started: (() => Promise<void>)[] = []

/** Starts `npm start` as npm does, and collects what it prints. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
  }
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  started.push(async () => {
    child.kill('SIGINT')
    await ended
  })
  return {
    ended,
    output: () => output,
    interrupt: () => child.kill('SIGINT'),
    async says(text: string) {
      await expect.poll(() => output, { timeout: 180_000, interval: 100 }).toContain(text)
    },
  }
}

describe('npm start', { timeout: 400_000 }, () => {
  let parent: string
  let data: string
  let port: number

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'leadwright start '))
    // Run by root, the database's own user must be able to pass through; else its files would lie elsewhere and stay.
    chmodSync(parent, 0o711)
    data = join(parent, 'my data')
    port = await freePort()
  })
  afterEach(async () => {
    for (const stop of started.splice(0)) await stop()
  })
  afterAll(() => rmSync(parent, { recursive: true, force: true }))

  const flags = () => ['--no-open', '--port', String(port), '--data', data]

  /** The first leads, as central has them. */
  async function leads(): Promise<{ id: string; capturedAt: string }[]> {
    const { serviceToken } = JSON.parse(readFileSync(join(data, 'central.json'), 'utf8')) as {
      serviceToken: string
    }
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/leads`, {
      headers: { authorization: `Bearer ${serviceToken}` },
    })
    const page = (await answer.json()) as { leads: { lead: { id: string; capturedAt: string } }[] }
    return page.leads.map(({ lead }) => ({ id: lead.id, capturedAt: lead.capturedAt }))
  }

  it('lists its flags', async () => {
    const help = start(['--help'])
    expect(await help.ended).toBe(0)
    for (const flag of ['--fresh', '--port', '--data', '--clock', '--no-open', '--browser']) {
      expect(help.output()).toContain(flag)
    }
  })

  it.each([[['--prot', '1']], [['--port', 'x']], [['--port', '70000']], [['--clock', 'noon']], [['extra']]])(
    'refuses %j in one line',
    async (args) => {
      const refused = start(args)
      expect(await refused.ended).toBe(1)
      expect(refused.output()).not.toContain('    at ')
    },
  )

  it('[ST3] takes no other port by itself', async () => {
    const taken = createServer().listen(port, '127.0.0.1')
    await new Promise((done) => taken.once('listening', done))
    const refused = start(flags())
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain(`Port ${port} is in use`)
    expect(existsSync(data)).toBe(false)
    await new Promise((done) => taken.close(done))
  })

  it('[ST4] [ST5] serves the page and the demo campaign; stopped twice over it stops in order and keeps all', async () => {
    const first = start(flags())
    await first.says('Ctrl-C stops it')
    const page = await fetch(`http://127.0.0.1:${port}/`)
    expect(await page.text()).toContain('<div id="root">')
    const before = await leads()
    expect(before.length).toBeGreaterThan(0)
    first.interrupt()
    first.interrupt()
    expect(await first.ended).toBe(0)
    expect(existsSync(join(data, 'central.json'))).toBe(false)

    const second = start(flags())
    await second.says('Ctrl-C stops it')
    expect(second.output()).not.toContain('built')
    expect(await leads()).toEqual(before)

    // Also where central is too busy to answer.
    const { pid } = JSON.parse(readFileSync(join(data, 'central.json'), 'utf8')) as { pid: number }
    process.kill(pid, 'SIGSTOP')
    const elsewhere = start(['--no-open', '--fresh', '--port', String(await freePort()), '--data', data])
    expect(await elsewhere.ended).toBe(1)
    process.kill(pid, 'SIGCONT')
    expect(elsewhere.output()).toContain('already runs')

    second.interrupt()
    expect(await second.ended).toBe(0)
  })

  it('[ST6] says in one line why there is no desktop app', async () => {
    const none = { ELECTRON_OVERRIDE_DIST_PATH: '', DISPLAY: '', WAYLAND_DISPLAY: '' }
    const first = start(flags().slice(1), none)
    await first.says('Ctrl-C stops it')
    expect(first.output()).toMatch(/^No desktop app here: .*$/m)
    first.interrupt()
    expect(await first.ended).toBe(0)
  })

  it.skipIf(electron === null)(
    '[ST4] ends when the desktop app is closed, and ends that with itself',
    async () => {
      const screen = await openScreen()
      started.push(async () => screen.close())
      const env: Record<string, string> = {}
      if (screen.display !== undefined) env.DISPLAY = screen.display
      // Chromium's own note of the process that has this folder: host name and process id.
      const lock = join(data, 'desktop/SingletonLock')
      const desktop = () => Number(readlinkSync(lock).split('-').at(-1))
      const opened = () =>
        existsSync(join(data, 'desktop/Local Storage')) && readdirSync(dirname(lock)).includes(basename(lock))

      const first = start(flags().slice(1), env)
      await expect.poll(opened, { timeout: 180_000 }).toBe(true)
      process.kill(desktop(), 'SIGTERM')
      expect(await first.ended).toBe(0)

      const second = start(flags().slice(1), env)
      await expect.poll(() => second.output(), { timeout: 180_000 }).toContain('Demo accounts')
      await expect.poll(opened, { timeout: 180_000 }).toBe(true)
      const pid = desktop()
      second.interrupt()
      expect(await second.ended).toBe(0)
      expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    },
  )

  it('[ST5] --fresh moves no folder that holds something else', async () => {
    const other = join(parent, 'documents')
    mkdirSync(other)
    writeFileSync(join(other, 'letter.txt'), 'mine')
    const refused = start([...flags().slice(0, -1), other, '--fresh'])
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain('is none')
    expect(readdirSync(other)).toEqual(['letter.txt'])
    expect(await start(['--data', '']).ended).toBe(1)
  })

  it('[ST5] [ST7] --fresh moves the data aside and says where; a demo is of the day that --clock says', async () => {
    const fresh = start(['--fresh', '--clock', '2027-03-02T16:00Z', ...flags()])
    await fresh.says('Ctrl-C stops it')
    const latest = (await leads())
      .map((l) => l.capturedAt)
      .sort()
      .at(-1)
    expect(latest).toMatch(/^2027-0[23]-/)
    fresh.interrupt()
    expect(await fresh.ended).toBe(0)
    const [aside] = readdirSync(parent).filter((name) => name.startsWith('my data.'))
    expect(fresh.output()).toContain(join(parent, aside!))
    expect(existsSync(join(parent, aside!, 'folder-id'))).toBe(true)
  })
})
