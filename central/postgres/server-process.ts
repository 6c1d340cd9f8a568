import { readFile, stat } from 'node:fs/promises'

/** True when this process lives and is the server of that data directory. Where the system does not tell: when it lives. */
export async function isServerOf(pid: number, pgData: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    // Empty for a process that is dead and not yet buried.
    const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
    const at = args.indexOf('-D')
    return at >= 0 && (await isSameFolder(args[at + 1]!, pgData))
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** By identity, not by name: the folder may have been reached over another path. */
async function isSameFolder(a: string, b: string): Promise<boolean> {
  const [one, two] = await Promise.all([stat(a), stat(b)])
  return one.dev === two.dev && one.ino === two.ino
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
