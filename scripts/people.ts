import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { invitation, personMade } from '../shared/api/accounts.ts'
import { newPerson, type PersonChange, peopleResponse } from '../shared/api/api.ts'
import { type Person, person } from '../shared/sync/protocol.ts'
import { type Access, bodyOf, call, centralFor, Refused, runCommand } from './central-access.ts'
import { defaultDataDir } from './data-dir.ts'
import { type Flags, passwordOf, say, send, type Task, teamNamed, teamsOf, wrong } from './people/flags.ts'
import { KEY_TASKS } from './people/keys.ts'
import { TEAM_TASKS } from './people/teams.ts'

const HELP = `Who may sign in, their teams, and the API keys of programs. The first administrator of a new central is made with it.
  npm run people -- add --name "Ana Moreira" --email ana@example.com --role agent [--team T] [--invite]
  npm run people -- list
  npm run people -- set ana@example.com [--name N] [--role R] [--team T] [--password -]
  npm run people -- invite ana@example.com          (a link by which they choose a new password)
  npm run people -- deactivate ana@example.com      (activate: takes it back)
  npm run people -- team add --name North --kind agents|sales|partner [--campaigns a,b]
  npm run people -- team list | team set North [--name N] [--campaigns a,b|all] | team remove North
  npm run people -- key add --name CRM --scopes leads:read,handOffs:write [--team T] [--expires 2027-01-01]
  npm run people -- key list | key revoke ID
  --role R        agent, inbox (of Sales or a partner), supervisor or administrator
  --team T        the name of a team, or none
  --invite        no password is made: the person gets a link, which is printed, too
  --password -    the password is read from standard input; left out when adding: one is made up and printed
  --central URL   another central; its service token is read from LEADWRIGHT_TOKEN
  --data DIR      the data folder (default: that of npm start)`

const GROUPS: Record<string, Record<string, Task>> = { team: TEAM_TASKS, key: KEY_TASKS }

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
      password: { type: 'string' },
      invite: { type: 'boolean' },
      team: { type: 'string' },
      kind: { type: 'string' },
      campaigns: { type: 'string' },
      scopes: { type: 'string' },
      expires: { type: 'string' },
      central: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (flags.help) return say(HELP)
  const group = GROUPS[positionals[0] ?? '']
  const [command, id, ...others] = group ? positionals.slice(1) : positionals
  if (others.length > 0) throw new Refused(`"${others[0]}" is one word too many; --help says more`)
  const tasks = group ?? TASKS
  const task = tasks[command ?? '']
  if (!task) throw new Refused(`Say ${Object.keys(tasks).join(', ')}; --help says more`)
  const access = await centralFor(flags.central, resolve(flags.data ?? defaultDataDir()))
  try {
    await task(access, { ...flags, id, email: id ?? flags.email })
  } finally {
    await access.close()
  }
}

const TASKS: Record<string, Task> = {
  async add(access, flags) {
    const given = await passwordOf(flags)
    const password = flags.invite ? undefined : (given ?? randomBytes(12).toString('base64url'))
    const { name, email, role } = flags
    const team = (await teamNamed(access, flags.team)) ?? null
    const input = newPerson.safeParse({ name, email, role, team, password })
    if (!input.success) throw new Refused(wrong(input.error.issues))
    const made = personMade.parse(await send(access, 'POST', '/people', input.data))
    say(`${made.name} (${made.email}) is ${made.role} now.`)
    if (made.invitation) sayInvitation(made.invitation)
    else if (given === undefined) say(`Password: ${password}`)
  },

  async list(access) {
    const people = await everybody(access)
    if (people.length === 0) return say('Nobody yet: people -- add makes the first administrator.')
    const teams = new Map((await teamsOf(access)).map((t) => [t.id, t.name]))
    const width = Math.max(...people.map((p) => p.email.length))
    for (const p of people) {
      const team = p.team === null ? '' : `, ${teams.get(p.team) ?? p.team}`
      say(
        `${p.email.padEnd(width)}  ${p.role.padEnd(13)}  ${p.name}${team}${p.active ? '' : '  (deactivated)'}`,
      )
    }
  },

  async set(access, flags) {
    const password = await passwordOf(flags)
    const { name, role } = flags
    const team = await teamNamed(access, flags.team)
    if ([name, role, team, password].every((given) => given === undefined))
      throw new Refused('Say what to set: --name, --role, --team or --password -')
    const changed = await change(access, flags, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role: role as PersonChange['role'] }),
      ...(team === undefined ? {} : { team }),
      ...(password === undefined ? {} : { password }),
    })
    say(`${changed.name} (${changed.email}) is ${changed.role}.`)
  },

  async invite(access, flags) {
    const { id } = await personOf(access, flags)
    sayInvitation(invitation.parse(await send(access, 'POST', `/people/${id}/invitation`)))
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

const sayInvitation = ({ url, expiresAt }: { url: string; expiresAt: string }): void =>
  say(`To choose a password, once, until ${expiresAt}:\n${url}`)

async function everybody(access: Access): Promise<Person[]> {
  return peopleResponse.parse(await bodyOf(await call(access, '/people'))).people
}

async function personOf(access: Access, { email }: Flags): Promise<Person> {
  if (email === undefined) throw new Refused('Name the person by e-mail address')
  const found = (await everybody(access)).find((p) => p.email === email.trim().toLowerCase())
  if (!found) throw new Refused(`Nobody has the e-mail address ${email}`)
  return found
}

async function change(access: Access, flags: Flags, to: PersonChange): Promise<Person> {
  const { id } = await personOf(access, flags)
  return person.parse(await send(access, 'PATCH', `/people/${id}`, to))
}

runCommand('people', main)
