import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { type Args, type Channel, IPC, type Result } from '../shared/ipc/contract.ts'

/** One for every channel: a missing or a superfluous one does not compile. */
export type Handlers = { [C in Channel]: (...args: Args<C>) => Promise<Result<C>> }

/** Who asks: the parts of the sender that are looked at. null: the frame is gone. */
export type Sender = { origin: string; parent: unknown } | null

/** A handler that answers only the page's main frame, and only arguments as the contract has them. */
export function guarded<C extends Channel>(channel: C, handler: Handlers[C], origin: string) {
  return async (sender: Sender, ...given: unknown[]): Promise<Result<C>> => {
    if (sender === null || sender.origin !== origin || sender.parent !== null) {
      throw new Error(`${channel}: refused, not the page's main frame`)
    }
    const args = IPC[channel].args.safeParse(given)
    if (!args.success)
      throw new Error(`${channel}: refused, ${args.error.issues[0]?.message ?? 'bad arguments'}`)
    return handler(...(args.data as Args<C>))
  }
}

/** @param isPage whether these are the one window's */
export function registerHandlers(
  ipc: Pick<IpcMain, 'handle'>,
  handlers: Handlers,
  origin: string,
  isPage: (contents: WebContents) => boolean,
): void {
  for (const channel of Object.keys(IPC) as Channel[]) register(channel)

  function register<C extends Channel>(channel: C): void {
    const answer = guarded(channel, handlers[channel], origin)
    ipc.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) =>
      answer(isPage(event.sender) ? event.senderFrame : null, ...args),
    )
  }
}
