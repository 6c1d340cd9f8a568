import { screen as page, within } from '@testing-library/react'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
// Loaded at once, so that no test waits for it.
import '../../../renderer/ui/admin/admin-screen.tsx'
import type { Policy } from '../../../shared/policy/policy.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

export interface Sent {
  call: string
  body: unknown
}

/** The administration screen, and what was sent to central. @param answer may throw what central says, or give another answer than the sample's */
export async function openAdmin(
  me = 'sam',
  answer?: (call: ApiCall<unknown>) => unknown,
  many = 3,
  policy: Partial<Policy> = {},
) {
  const central = storyApi(many)
  const sent: Sent[] = []
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      if (call.method !== 'GET') sent.push({ call: `${call.method} ${call.path}`, body: call.body })
      const given = answer?.(call as ApiCall<unknown>)
      return given === undefined ? central.request(call) : call.schema!.parse(given)
    },
  }
  const { user } = await renderApp(memoryDesk({ leads: 1, me, api, policy }), ONLINE, 'admin')
  await page.findByRole('listbox', { name: 'People' })
  const openTab = async (tab: string, line: string) => {
    await user.click(page.getByRole('tab', { name: tab }))
    const list = await page.findByRole('listbox', { name: tab })
    await user.click(await within(list).findByRole('option', { name: new RegExp(line, 'u') }))
  }
  return { user, sent, openTab }
}
