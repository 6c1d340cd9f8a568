import { teamInput } from '../../shared/api/accounts.ts'
import { Refused } from '../central-access.ts'
import { listed, say, send, type Task, teamNamed, teamsOf, wrong } from './flags.ts'

export const TEAM_TASKS: Record<string, Task> = {
  async add(access, flags) {
    const input = teamInput.safeParse({
      name: flags.name,
      kind: flags.kind,
      campaigns: listed(flags.campaigns),
    })
    if (!input.success) throw new Refused(wrong(input.error.issues))
    await send(access, 'POST', '/teams', input.data)
    say(`There is a team ${input.data.name} now.`)
  },

  async list(access) {
    for (const { name, kind, campaigns } of await teamsOf(access))
      say(`${name}  ${kind}  ${campaigns === null ? 'all campaigns' : campaigns.join(', ') || 'no campaign'}`)
  },

  async set(access, flags) {
    const id = await teamNamed(access, flags.id)
    const before = (await teamsOf(access)).find((t) => t.id === id)
    if (!before) throw new Refused('Name the team')
    const { name = before.name, kind = before.kind } = flags
    const campaigns = flags.campaigns === undefined ? before.campaigns : listed(flags.campaigns)
    const input = teamInput.safeParse({
      name,
      kind,
      campaigns: flags.campaigns === 'all' ? null : campaigns,
    })
    if (!input.success) throw new Refused(wrong(input.error.issues))
    await send(access, 'PUT', `/teams/${before.id}`, input.data)
    say(`The team ${input.data.name} is changed.`)
  },

  async remove(access, flags) {
    const id = await teamNamed(access, flags.id)
    if (!id) throw new Refused('Name the team')
    await send(access, 'DELETE', `/teams/${id}`)
    say(`The team ${flags.id} is gone.`)
  },
}
