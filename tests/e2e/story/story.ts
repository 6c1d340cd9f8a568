import { expect } from 'vitest'
import { freePort } from '../../setup/free-port.ts'
import { CentralProcess } from '../support/central.ts'
import { LEADS } from './leads.ts'
import { inOffice, type Shell } from './office.ts'
import { checkAtCentral, leadsOf } from './verify.ts'

const OUTCOMES = ['', 'n', 'v', 'c', 'i'] as const

/**
 * The story that everything stands on: a file of leads comes in, an agent works twenty of them while central is down, the machine is
 * killed in the middle, a supervisor gives one of them away meanwhile, and at the end central has everything exactly once.
 */
export const story = (shell: Shell): Promise<void> =>
  inOffice(shell, 60, async (office) => {
    const { central, ledger } = office
    expect(await leadsOf(central)).toHaveLength(LEADS)
    let { app, agent } = await office.open()
    await agent.sees(/all synced/)
    await app.page.getByRole('option').first().waitFor()

    const work = async (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const key = OUTCOMES[i % OUTCOMES.length]!
        await agent.finish(await agent.talk(`note ${i}`, key === 'n' || key === 'v' ? 0 : 2), key)
      }
    }

    // Central is gone, as in a power cut. Nine leads are worked; the tenth is answered, and the machine dies in its call.
    await central.stop('SIGKILL')
    await work(0, 9)
    await agent.sees(/offline/i)
    const tenth = await agent.talk('the line dies here', 1)
    const nameOfTenth = await agent.name()
    const waiting = await agent.waiting()
    expect(waiting).toBeGreaterThan(20)
    await app.kill()

    ;({ app, agent } = await office.open())
    await agent.sees(new RegExp(`${waiting} changes waiting`))
    await agent.recover(nameOfTenth, tenth, 's')
    await work(10, 20)
    expect(ledger.size).toBe(20)
    expect(await agent.waiting()).toBeGreaterThan(waiting)

    // Central comes back where the desk does not find it yet, and a supervisor gives one of the worked leads to Ben.
    const elsewhere = new CentralProcess(office.data, await freePort())
    await elsewhere.start()
    const second = [...ledger.keys()][1]
    const given = (await leadsOf(elsewhere)).find((l) => l.name === second)!
    await office.assign([given], office.ben, elsewhere)
    await elsewhere.stop()

    await central.start()
    await agent.sees(/all synced/, 90_000)
    await checkAtCentral(central, ledger)
    const now = (await leadsOf(central)).find((l) => l.id === given.id)!
    expect(now.owner, 'the lead given away meanwhile stays with its new owner').toBe(office.ben)
    await app.close()
  })
