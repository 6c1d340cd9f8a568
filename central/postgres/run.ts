import { spawn } from 'node:child_process'

/** The system user a program runs as; null: the one we are. */
export interface RunAs {
  uid: number
  gid: number
}

/** Runs a program to its end. Throws with what it printed when it fails. Its own children may live on. */
export async function run(program: string, args: string[], as: RunAs | null): Promise<string> {
  const child = spawn(program, args, {
    // The user the server runs as may not be able to enter our own folder.
    cwd: process.platform === 'win32' ? undefined : '/',
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(as ?? {}),
  })
  let printed = ''
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  // 'exit', not 'close': a server started by the program may hold on to its pipes.
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', done)
  })
  child.stdout.destroy()
  child.stderr.destroy()
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${printed.trim()}`)
  return printed
}
