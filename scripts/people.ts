import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { newPerson, type PersonChange, peopleResponse } from '../shared/api/api.ts'
import { type Person, person } from '../shared/sync/protocol.ts'
import { type Access, bodyOf, call, centralFor, Refused, runCommand } from './central-access.ts'
import { defaultDataDir } from './data-dir.ts'

const HELP = `Who may sign in. The first administrator of a new central is made with it.
  npm run people -- add --name "Ana Moreira" --email ana@example.com --role agent
  npm run people -- list
  npm run people -- set ana@example.com [--name N] [--role R] [--password -]
  npm run people -- deactivate ana@example.com      (activate: takes it back)
  --role R        agent, supervisor or administrator
  --password -    the password is read from standard input; left out when adding: one is made up and printed
  --central URL   another central; its service token is read from LEADWRIGHT_TOKEN
  --data DIR      the data folder (default: that of npm start)`

interface Flags {
  name?: string | undefined
  email?: string | undefined
  role?: string | undefined
  password?: string | undefined
}

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
      password: { type: 'string' },
      central: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (flags.help) return say(HELP)
  const [command, email, ...others] = positionals
  if (others.length > 0) throw new Refused(`"${others[0]}" is one word too many; --help says more`)
  const task = TASKS[command ?? '']
  if (!task) throw new Refused('Say add, list, set, deactivate or activate; --help says more')
  const access = await centralFor(flags.central, resolve(flags.data ?? defaultDataDir()))
  try {
    await task(access, { ...flags, email: email ?? flags.email })
  } finally {
    await access.close()
  }
}

const TASKS: Record<string, (access: Access, flags: Flags) => Promise<void>> = {
  async add(access, flags) {
    const given = await passwordOf(flags)
    const password = given ?? randomBytes(12).toString('base64url')
    const input = newPerson.safeParse({ name: flags.name, email: flags.email, role: flags.role, password })
    if (!input.success) throw new Refused(wrong(input.error.issues))
    const made = person.parse(await send(access, 'POST', '/people', input.data))
    say(`${made.name} (${made.email}) is ${made.role} now.`)
    if (given === undefined) say(`Password: ${password}`)
  },

  async list(access) {
    const people = await everybody(access)
    if (people.length === 0) return say('Nobody yet: people -- add makes the first administrator.')
    const width = Math.max(...people.map((p) => p.email.length))
    for (const p of people)
      say(`${p.email.padEnd(width)}  ${p.role.padEnd(13)}  ${p.name}${p.active ? '' : '  (deactivated)'}`)
  },

  async set(access, flags) {
    const password = await passwordOf(flags)
    const { name, role } = flags
    if (name === undefined && role === undefined && password === undefined)
      throw new Refused('Say what to set: --name, --role or --password -')
    const changed = await change(access, flags, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role: role as PersonChange['role'] }),
      ...(password === undefined ? {} : { password }),
    })
    say(`${changed.name} (${changed.email}) is ${changed.role}.`)
  },

  async deactivate(access, flags) {
    const { name, email } = await change(access, flags, { active: false })
    say(`${name} (${email}) can no longer sign in, and is signed out. Leads stay until they are reassigned.`)
  },

  async activate(access, flags) {
    const { name, email } = await change(access, flags, { active: true })
    say(`${name} (${email}) can sign in again.`)
  },
}

async function everybody(access: Access): Promise<Person[]> {
  return peopleResponse.parse(await bodyOf(await call(access, '/people'))).people
}

async function change(access: Access, { email }: Flags, to: PersonChange): Promise<Person> {
  if (email === undefined) throw new Refused('Name the person by e-mail address')
  const found = (await everybody(access)).find((p) => p.email === email.trim().toLowerCase())
  if (!found) throw new Refused(`Nobody has the e-mail address ${email}`)
  return person.parse(await send(access, 'PATCH', `/people/${found.id}`, to))
}

async function send(access: Access, method: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return bodyOf(await call(access, path, { method, headers, body: JSON.stringify(body) }))
}

/** Never an argument: those are seen by others on the machine. */
async function passwordOf({ password }: Flags): Promise<string | undefined> {
  if (password === undefined) return undefined
  if (password !== '-')
    throw new Refused('--password takes only "-": the password is read from standard input')
  return (await text(process.stdin)).replace(/\r?\n$/u, '')
}

const wrong = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('; ')

const say = (line: string): void => void process.stdout.write(`${line}\n`)

runCommand('people', main)
