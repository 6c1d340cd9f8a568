import { runRound } from '../../renderer/sync/engine.ts'
import { type Person, type SyncRequest, syncResponse } from '../../shared/sync/protocol.ts'
import { createMachine, type Running } from '../renderer/support/machine.ts'
import type { TestCentral, TestDevice } from './support.ts'

export interface RealDesk extends Running {
  person: Person
  device: TestDevice
  round(): Promise<unknown>
}

/** A real desk's store that talks to a real central. */
export async function realDesk(
  central: TestCentral,
  person: Person,
  now: () => number = Date.now,
): Promise<RealDesk> {
  const device = await central.signIn(person)
  const machine = await createMachine(person.id, {
    get now() {
      return now()
    },
  })
  await machine.loseDatabase()
  const running = await machine.start()
  const send = async (request: SyncRequest) => {
    const answer = await device.api('POST', '/sync', request)
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return syncResponse.parse(await answer.json())
  }
  const { port } = running
  const round = () => runRound({ port, send, deviceState: () => 'ready', onMoved: () => undefined })
  return { ...running, person, device, round }
}
