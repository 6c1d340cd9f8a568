import { apiKeyInput, apiKeyMade, apiKeysResponse } from '../../shared/api/accounts.ts'
import { Refused } from '../central-access.ts'
import { listed, say, send, type Task, teamNamed, wrong } from './flags.ts'

export const KEY_TASKS: Record<string, Task> = {
  async add(access, flags) {
    const { name, expires } = flags
    if (expires !== undefined && Number.isNaN(Date.parse(expires)))
      throw new Refused('--expires is a day like 2027-01-01')
    const input = apiKeyInput.safeParse({
      name,
      scopes: listed(flags.scopes) ?? [],
      team: (await teamNamed(access, flags.team)) ?? null,
      expiresAt: expires === undefined ? null : new Date(expires).toISOString(),
    })
    if (!input.success) throw new Refused(wrong(input.error.issues))
    const { id, key } = apiKeyMade.parse(await send(access, 'POST', '/api-keys', input.data))
    say(`The key ${name} (${id}) is shown this once:\n${key}`)
  },

  async list(access) {
    const { keys } = apiKeysResponse.parse(await send(access, 'GET', '/api-keys'))
    for (const { id, name, scopes, expiresAt, lastUsedAt, revokedAt } of keys) {
      const state = revokedAt !== null ? 'revoked' : `until ${expiresAt ?? 'it is revoked'}`
      say(`${id}  ${name}  ${scopes.join(',')}  ${state}, last used ${lastUsedAt ?? 'never'}`)
    }
  },

  async revoke(access, flags) {
    if (flags.id === undefined) throw new Refused('Name the key by its id, as list says it')
    await send(access, 'DELETE', `/api-keys/${encodeURIComponent(flags.id)}`)
    say('The key is revoked.')
  },
}
