import {
  type Invitation,
  invitation,
  personMade,
  type Team,
  type TeamInput,
  team,
  teamsResponse,
} from '../../../shared/api/accounts.ts'
import { type PersonChange, peopleResponse } from '../../../shared/api/api.ts'
import { type Receiver, receiver } from '../../../shared/api/distribution.ts'
import { type Person, person } from '../../../shared/sync/protocol.ts'
import type { Desk } from '../desk.ts'

export type Role = Exclude<Person['role'], 'service'>

export interface NewPerson {
  name: string
  email: string
  role: Role
  team: string | null
  /** Left out: they are invited. */
  password?: string
}

const at = (id: string) => `people/${encodeURIComponent(id)}`

export const loadPeople = async (desk: Desk, signal?: AbortSignal): Promise<Person[]> =>
  (await desk.api.request({ method: 'GET', path: 'people', schema: peopleResponse, signal })).people

export const addPerson = (desk: Desk, body: NewPerson) =>
  desk.api.request({ method: 'POST', path: 'people', schema: personMade, body })

export const changePerson = (desk: Desk, id: string, body: PersonChange): Promise<Person> =>
  desk.api.request({ method: 'PATCH', path: at(id), schema: person, body })

/** An invitation to choose a password; one before it is void. */
export const invitePerson = (desk: Desk, id: string): Promise<Invitation> =>
  desk.api.request({ method: 'POST', path: `${at(id)}/invitation`, schema: invitation })

export const loadReceiver = (desk: Desk, id: string, signal?: AbortSignal): Promise<Receiver> =>
  desk.api.request({ method: 'GET', path: `${at(id)}/receiver`, schema: receiver, signal })

export const saveReceiver = (desk: Desk, id: string, body: Receiver): Promise<Receiver> =>
  desk.api.request({ method: 'PUT', path: `${at(id)}/receiver`, schema: receiver, body })

export const loadTeams = async (desk: Desk, signal?: AbortSignal): Promise<Team[]> =>
  (await desk.api.request({ method: 'GET', path: 'teams', schema: teamsResponse, signal })).teams

/** @param id null: a new team */
export const saveTeam = (desk: Desk, id: string | null, body: TeamInput): Promise<Team> =>
  desk.api.request({
    method: id === null ? 'POST' : 'PUT',
    path: id === null ? 'teams' : `teams/${encodeURIComponent(id)}`,
    schema: team,
    body,
  })

export const deleteTeam = (desk: Desk, id: string): Promise<unknown> =>
  desk.api.request({ method: 'DELETE', path: `teams/${encodeURIComponent(id)}` })

/** One's own; one's other sessions end. */
export const changePassword = (desk: Desk, current: string, password: string): Promise<unknown> =>
  desk.api.request({ method: 'POST', path: 'session/password', body: { current, password } })
