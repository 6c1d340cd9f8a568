import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file system of its own in memory, so small that it can be full. */
export interface TinyDisk {
  /** Somebody else takes all of it but so many bytes, by whole pages. */
  fill(leave: number): void
  /** There is room again. */
  free(): void
  close(): void
}

/** Where one may be made: by root, on Linux. */
export const hasTinyDisks = process.platform === 'linux' && process.getuid?.() === 0

/** @param folder made when it is not there; what is in it is not seen until `close` */
export function tinyDisk(folder: string, bytes: number): TinyDisk {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=777`, 'tmpfs', folder])
  const filler = join(folder, 'of-somebody-else')
  return {
    fill(leave) {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - leave)))
      } catch (error) {
        // What somebody else took meanwhile is not left: it is as full as it gets.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(filler, { force: true }),
    close() {
      // Lazily: a process that is ending may hold a file of it.
      execFileSync('umount', ['-l', folder])
    },
  }
}
