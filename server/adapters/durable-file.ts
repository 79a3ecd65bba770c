import { randomUUID } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes a folder that only we can read, with those above it. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Removes what a kill left half-written more than an hour ago; younger ones may be another process at work. */
export async function sweepTemporaries(folder: string): Promise<void> {
  const oldest = Date.now() - 3_600_000
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.tmp-')) continue
    const path = join(folder, name)
    const found = await stat(path).catch(undefinedWhenAbsent)
    if (found && found.mtimeMs < oldest) await unlink(path).catch(undefinedWhenAbsent)
  }
}

/** Writes a temporary file beside its goal and makes it durable; the caller then places or drops it. */
export async function writeTemporary(folder: string, fill: (file: FileHandle) => Promise<void>): Promise<string> {
  const path = join(folder, `.tmp-${randomUUID()}`)
  const file = await open(path, 'wx', 0o600)
  try {
    await fill(file)
    await file.sync()
  } catch (error) {
    await file.close()
    await unlink(path)
    throw error
  }
  await file.close()
  return path
}

/** Gives a temporary file its name, replacing what had it; durable when it returns. */
export async function place(temporary: string, path: string): Promise<void> {
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

/** Gives a temporary file its name unless something has it already; false when so. Durable when it returns. */
export async function placeOnce(temporary: string, path: string): Promise<boolean> {
  const placed = await link(temporary, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  await unlink(temporary)
  await syncFolder(dirname(path))
  return placed
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** For `catch`: an absent file is an answer, everything else stays an error. */
export function undefinedWhenAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
