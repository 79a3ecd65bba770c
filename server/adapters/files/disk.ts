import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileStore, StoredContent } from '../../modules/files/ports.ts'
import {
  place,
  privateFolder,
  sweepTemporaries,
  syncFolder,
  undefinedWhenAbsent,
  writeTemporary,
} from '../durable-file.ts'

/** Content-addressed files under `folder`, as `ab/cd/abcd…`; readable by us alone. Half-written ones never have their name. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a SHA-256 has 64 lower-case hex digits')
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  let ready: Promise<void> | undefined
  async function prepare(): Promise<void> {
    await privateFolder(folder)
    await sweepTemporaries(folder)
  }
  return {
    async put(content) {
      ready ??= prepare()
      await ready
      let stored: StoredContent | undefined
      const temporary = await writeTemporary(folder, async (file) => {
        stored = await copy(content, file)
      })
      if (!stored) throw new Error('nothing was written')
      const path = pathOf(stored.sha256)
      const parent = dirname(path)
      await privateFolder(parent)
      await place(temporary, path)
      await syncFolder(dirname(parent))
      await syncFolder(folder)
      return stored
    },
    get: (sha256) => readFile(pathOf(sha256)).catch(undefinedWhenAbsent),
    async open(sha256) {
      const file = await open(pathOf(sha256), 'r').catch(undefinedWhenAbsent)
      return file?.createReadStream()
    },
    has: async (sha256) => (await stat(pathOf(sha256)).catch(undefinedWhenAbsent)) !== undefined,
    async delete(sha256) {
      const path = pathOf(sha256)
      const there = await stat(path).catch(undefinedWhenAbsent)
      if (!there) return
      await unlink(path).catch(undefinedWhenAbsent)
      await syncFolder(dirname(path))
    },
  }
}

async function copy(content: Uint8Array | AsyncIterable<Uint8Array>, file: FileHandle): Promise<StoredContent> {
  const hash = createHash('sha256')
  let byteLength = 0
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    hash.update(chunk)
    byteLength += chunk.byteLength
    await file.writeFile(chunk)
  }
  return { sha256: hash.digest('hex'), byteLength }
}
