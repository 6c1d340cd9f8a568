import type { Random } from '../support/random.ts'
import type { Trace } from '../support/trace.ts'
import type { Answered, Asked, SimCentral } from './sim-central.ts'

/** A call under way. */
interface Call {
  desk: number
  asked: Asked
  /** Null until central has answered. */
  answer: Answered | null
  /** Tells the desk what became of it. */
  reply(what: Answered | 'nothing' | 'cut'): void
}

/** The network between desks and central. Nothing moves but by `step`, so a run is the same for the same seed. */
export interface Network {
  fetchOf(desk: number, token: () => string): typeof globalThis.fetch
  /** Resolves when a call of the desk waits for the network. */
  nextCall(desk: number): Promise<void>
  /** One call goes a step further, or wrong; resolves to the desk that heard of it, or null. */
  step(): Promise<number | null>
  /** The desk died: its calls go on without it. */
  forget(desk: number): void
  /** From now on nothing goes wrong; copies that are still under way arrive. */
  heal(): Promise<void>
  busy(): boolean
  /** How often each thing went wrong. */
  faults: Map<string, number>
}

/** What may happen to a call on its way to central, and to the answer on its way back. */
const THERE = { arrives: 70, arrivesTwice: 5, lost: 5, late: 7, cut: 4, refused: 4, gateway: 5 } as const
const BACK = { arrives: 80, lost: 8, cut: 6, gateway: 6 } as const

/** @param told every answer of central, also those that get lost */
export function createNetwork(
  random: Random,
  trace: Trace,
  central: SimCentral,
  told: (asked: Asked, answer: Answered) => void,
): Network {
  const calls: Call[] = []
  /** Copies whose sender has given up, or has its answer already. */
  const late: Asked[] = []
  const waiters = new Map<number, () => void>()
  const faults = new Map<string, number>()
  let healed = false

  const ask = async (asked: Asked) => {
    const answer = await central.ask(asked)
    trace.note('answer', asked.path, answer.status, answer.body)
    told(asked, answer)
    return answer
  }
  const end = (call: Call, what: Parameters<Call['reply']>[0]) => {
    calls.splice(calls.indexOf(call), 1)
    call.reply(what)
    return call.desk
  }
  const note = (way: string, fate: string, call: Call) => {
    trace.note(way, fate, call.desk, call.asked.path)
    if (fate !== 'arrives') faults.set(`${way} ${fate}`, (faults.get(`${way} ${fate}`) ?? 0) + 1)
  }

  async function there(call: Call): Promise<number | null> {
    const fate = healed ? 'arrives' : random.weighted(THERE)
    note('there', fate, call)
    switch (fate) {
      case 'arrives':
        call.answer = await ask(call.asked)
        return null
      case 'arrivesTwice':
        call.answer = await ask(call.asked)
        late.push(call.asked)
        return null
      case 'late':
        late.push(call.asked)
        return end(call, 'nothing')
      case 'cut':
        // A stream that breaks off is no import; of anything else central sees the first half.
        if (typeof call.asked.body === 'string')
          await ask({ ...call.asked, body: call.asked.body.slice(0, call.asked.body.length / 2) })
        return end(call, 'nothing')
      case 'lost':
        return end(call, 'nothing')
      case 'refused':
        return end(call, INTERNAL)
      case 'gateway':
        return end(call, random.pick(GATEWAY))
    }
  }

  function back(call: Call, answer: Answered): number {
    const fate = healed ? 'arrives' : random.weighted(BACK)
    note('back', fate, call)
    if (fate === 'lost') return end(call, 'nothing')
    if (fate === 'gateway') return end(call, random.pick(GATEWAY))
    return end(call, fate === 'cut' ? 'cut' : answer)
  }

  return {
    faults,
    busy: () => calls.length + late.length > 0,
    fetchOf: (desk, token) => async (input, init) => {
      const given = init?.body ?? null
      const body = given instanceof Blob ? Buffer.from(await given.arrayBuffer()) : (given as string | null)
      const headers = { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token()}` }
      const path = String(input).replace('/api/v1', '')
      return new Promise((resolve, reject) => {
        const call: Call = {
          desk,
          asked: { method: init?.method ?? 'GET', path, headers, body },
          answer: null,
          reply(what) {
            if (what === 'nothing') reject(new TypeError('network error'))
            else if (what === 'cut') resolve(cutShort(call.answer!, random))
            else resolve(responseOf(what))
          },
        }
        calls.push(call)
        waiters.get(desk)?.()
        waiters.delete(desk)
      })
    },
    nextCall: (desk) =>
      new Promise((resolve) => {
        if (calls.some((c) => c.desk === desk)) resolve()
        else waiters.set(desk, resolve)
      }),
    async step() {
      const n = random.below(calls.length + late.length)
      const call = calls[n]
      if (call) return call.answer ? back(call, call.answer) : there(call)
      const [copy] = late.splice(n - calls.length, 1)
      if (copy) await ask(copy)
      return null
    },
    forget(desk) {
      for (const call of calls.filter((c) => c.desk === desk)) {
        calls.splice(calls.indexOf(call), 1)
        if (!call.answer && random.chance(0.5)) late.push(call.asked)
      }
      waiters.delete(desk)
    },
    async heal() {
      healed = true
      for (const copy of late.splice(0)) await ask(copy)
    },
  }
}

const INTERNAL: Answered = {
  status: 500,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'urn:leadwright:internal', title: 'internal', status: 500 }),
}
const GATEWAY: Answered[] = [502, 503, 504].map((status) => ({
  status,
  type: 'text/html',
  body: '<html><h1>Bad gateway</h1></html>',
}))

const responseOf = ({ status, type, body }: Answered) =>
  new Response(status === 204 ? null : body, { status, headers: { 'content-type': type } })

/** An answer of which the first part comes; then the connection breaks, or ends as if that were all. */
function cutShort({ status, type, body }: Answered, random: Random): Response {
  const part = new TextEncoder().encode(body.slice(0, random.below(body.length)))
  const breaks = random.chance(0.5)
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(part)
      if (breaks) controller.error(new TypeError('terminated'))
      else controller.close()
    },
  })
  return new Response(status === 204 ? null : stream, { status, headers: { 'content-type': type } })
}
