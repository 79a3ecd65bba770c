import { DatabaseSync } from 'node:sqlite'

export interface Lock {
  release(): void
}

/**
 * Takes the lock, or answers undefined when another process (or another part of this one) holds it.
 * The lock is the kernel's, through SQLite: it ends with the process that holds it, however that one ends.
 *
 * @throws Error when the file cannot be opened, for example because it belongs to another account.
 */
export function takeLock(file: string): Lock | undefined {
  let database: DatabaseSync
  try {
    database = new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw new Error(`Cannot open ${file}: does the data folder belong to another account?`, { cause: error })
  }
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw new Error(`Cannot lock ${file}: does the data folder belong to another account?`, { cause: error })
  }
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5
  return (error as { errcode?: number }).errcode === sqliteBusy
}
