import { newId, signIn } from '../../central/support.ts'
import { officeNow } from '../../setup/office-hours.ts'
import type { CentralProcess } from '../support/central.ts'

/** [DV5] A machine of an agent's is revoked and still hands in what waited on it, for somebody to decide on. */
export async function handIn(central: CentralProcess): Promise<void> {
  const { people } = await central.api<{ people: { id: string; email: string }[] }>('/people')
  const join = (name: string) => {
    const email = `${name}@leadwright.example`
    return signIn(central.url, email, people.find((p) => p.email === email)!.id, officeNow)
  }
  const [stolen, admin] = [await join('deepak'), await join('sam')]
  const { leads } = await stolen.pull()
  const revoked = await admin.api('POST', `/devices/${stolen.person}/${stolen.id}/revoke`, {
    reason: 'left in a taxi',
  })
  if (!revoked.ok) throw new Error(`revoke: ${revoked.status} ${await revoked.text()}`)
  const notes = leads.slice(0, 5).map(({ lead }) =>
    stolen.event({
      leadId: lead.id,
      type: 'note.written',
      payload: { note: newId(), text: 'Rings back from the fair' },
    }),
  )
  const handed = await stolen.post(notes)
  const { events } = (await (await admin.api('GET', '/quarantine')).json()) as { events: unknown[] }
  if (events.length === 0)
    throw new Error(`nothing is in quarantine: ${handed.status} ${await handed.text()}`)
}
