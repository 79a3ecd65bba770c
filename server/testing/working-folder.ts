import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const neededBytes = 4 * 1024 ** 3
const prefix = 'makeright-test-'

/**
 * A new folder for everything that one run of tests writes: in memory when there is room for it, because the run makes a database of
 * some thousand files for every store, and otherwise among the temporary files. What a run that was killed left in memory goes first.
 */
export function openWorkingFolder(): string {
  const folder = hasRoom(memory) ? openInMemory() : mkdtempSync(join(tmpdir(), prefix))
  // The database of a run by root belongs to another account, which has to get through.
  chmodSync(folder, 0o755)
  return folder
}

function openInMemory(): string {
  removeLeftovers(memory)
  return mkdtempSync(join(memory, `${prefix}${process.pid}-`))
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= neededBytes && process.availableMemory() >= neededBytes
  } catch {
    return false
  }
}

function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^makeright-test-(\d+)-/.exec(name)?.[1] ?? 0)
    if (pid === 0 || isRunning(pid)) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch (error) {
      // Another account's run.
      if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
