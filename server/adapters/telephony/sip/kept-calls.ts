import { readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { place, privateFolder, sweepTemporaries, undefinedWhenAbsent, writeTemporary } from '../../durable-file.ts'
import type { CallRecord } from './join-call.ts'
import type { Registration } from './registrar.ts'

/** Calls under way, kept where they outlive the process: two people who speak are still connected when it is gone. */
export interface KeptCalls {
  keep(record: CallRecord): void
  forget(callId: string): void
  load(): Promise<CallRecord[]>
  /** Phones that are signed in: they do so again only after a while, and are to be called meanwhile. */
  keepPhones(phones: readonly Registration[]): void
  loadPhones(): Promise<Registration[]>
  /** When everything is written. */
  settled(): Promise<void>
}

// Not the name of a call.
const phonesFile = 'phones.signed-in'

/** One small file for each call; of what changes quickly only the last state is written. */
export function keptCalls(folder: string): KeptCalls {
  const next = new Map<string, object | null>()
  const writing = new Map<string, Promise<void>>()

  const write = async (name: string): Promise<void> => {
    for (let record = next.get(name); record !== undefined; record = next.get(name)) {
      next.delete(name)
      if (record === null) await unlink(join(folder, name)).catch(undefinedWhenAbsent)
      else {
        const text = JSON.stringify(record)
        await place(await writeTemporary(folder, (file) => file.writeFile(text)), join(folder, name))
      }
    }
  }
  const schedule = (name: string, record: object | null) => {
    next.set(name, record)
    if (writing.has(name)) return
    // A call goes on where its file cannot be written; only a restart would part from it.
    const written = write(name)
      .catch(() => {})
      .finally(() => writing.delete(name))
    writing.set(name, written)
  }
  return {
    keep: (record) => schedule(`${record.callId}.json`, record),
    forget: (callId) => schedule(`${callId}.json`, null),
    keepPhones: (phones) => schedule(phonesFile, phones),
    loadPhones: async () => (await readRecord<Registration[]>(join(folder, phonesFile))) ?? [],
    async load() {
      await privateFolder(folder)
      await sweepTemporaries(folder)
      const names = (await readdir(folder)).filter((name) => /^[\w-]+\.json$/.test(name))
      const records = await Promise.all(names.map((name) => readRecord<CallRecord>(join(folder, name))))
      return records.filter((record) => record !== undefined)
    },
    async settled() {
      while (writing.size > 0) await Promise.all(writing.values())
    },
  }
}

/** For tests, and where nothing needs to outlive the process. */
export function forgottenCalls(): KeptCalls {
  return {
    keep: () => {},
    forget: () => {},
    load: async () => [],
    keepPhones: () => {},
    loadPhones: async () => [],
    settled: async () => {},
  }
}

async function readRecord<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch {
    return undefined
  }
}
