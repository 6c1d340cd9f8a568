import { text } from 'node:stream/consumers'
import { type Team, teamsResponse } from '../../shared/api/accounts.ts'
import { type Access, bodyOf, call, Refused } from '../central-access.ts'

export interface Flags {
  name?: string | undefined
  email?: string | undefined
  role?: string | undefined
  password?: string | undefined
  invite?: boolean | undefined
  team?: string | undefined
  kind?: string | undefined
  campaigns?: string | undefined
  scopes?: string | undefined
  expires?: string | undefined
  /** What a key or a team is named by, after its command. */
  id?: string | undefined
}

export type Task = (access: Access, flags: Flags) => Promise<void>

export async function send(access: Access, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const answer = await call(
    access,
    path,
    body === undefined ? { method } : { method, headers, body: JSON.stringify(body) },
  )
  return answer.status === 204 ? null : bodyOf(answer)
}

/** Never an argument: those are seen by others on the machine. */
export async function passwordOf({ password }: Flags): Promise<string | undefined> {
  if (password === undefined) return undefined
  if (password !== '-')
    throw new Refused('--password takes only "-": the password is read from standard input')
  return (await text(process.stdin)).replace(/\r?\n$/u, '')
}

export async function teamsOf(access: Access): Promise<Team[]> {
  return teamsResponse.parse(await bodyOf(await call(access, '/teams'))).teams
}

/** The id of the team of that name; 'none' is no team; not given: undefined. */
export async function teamNamed(
  access: Access,
  name: string | undefined,
): Promise<string | null | undefined> {
  if (name === undefined) return undefined
  if (name === 'none') return null
  const found = (await teamsOf(access)).find((t) => t.name.toLowerCase() === name.trim().toLowerCase())
  if (!found) throw new Refused(`There is no team ${name}`)
  return found.id
}

export const listed = (text: string | undefined): string[] | null =>
  text === undefined
    ? null
    : text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')

export const wrong = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('; ')

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
