import { readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { place, privateFolder, sweepTemporaries, undefinedWhenAbsent, writeTemporary } from '../../durable-file.ts'
import type { CallRecord } from './join-call.ts'

/** Calls under way, kept where they outlive the process: two people who speak are still connected when it is gone. */
export interface KeptCalls {
  keep(record: CallRecord): void
  forget(callId: string): void
  load(): Promise<CallRecord[]>
  /** When everything is written. */
  settled(): Promise<void>
}

/** One small file for each call; of what changes quickly only the last state is written. */
export function keptCalls(folder: string): KeptCalls {
  const next = new Map<string, CallRecord | null>()
  const writing = new Map<string, Promise<void>>()
  const pathOf = (callId: string) => join(folder, `${callId}.json`)

  const write = async (callId: string): Promise<void> => {
    for (let record = next.get(callId); record !== undefined; record = next.get(callId)) {
      next.delete(callId)
      if (record === null) await unlink(pathOf(callId)).catch(undefinedWhenAbsent)
      else {
        const text = JSON.stringify(record)
        await place(await writeTemporary(folder, (file) => file.writeFile(text)), pathOf(callId))
      }
    }
  }
  const schedule = (callId: string, record: CallRecord | null) => {
    next.set(callId, record)
    if (writing.has(callId)) return
    // A call goes on where its file cannot be written; only a restart would part from it.
    const written = write(callId)
      .catch(() => {})
      .finally(() => writing.delete(callId))
    writing.set(callId, written)
  }
  return {
    keep: (record) => schedule(record.callId, record),
    forget: (callId) => schedule(callId, null),
    async load() {
      await privateFolder(folder)
      await sweepTemporaries(folder)
      const names = (await readdir(folder)).filter((name) => /^[\w-]+\.json$/.test(name))
      const records = await Promise.all(names.map((name) => readRecord(join(folder, name))))
      return records.filter((record) => record !== undefined)
    },
    async settled() {
      while (writing.size > 0) await Promise.all(writing.values())
    },
  }
}

/** For tests, and where nothing needs to outlive the process. */
export function forgottenCalls(): KeptCalls {
  return { keep: () => {}, forget: () => {}, load: async () => [], settled: async () => {} }
}

async function readRecord(path: string): Promise<CallRecord | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as CallRecord
  } catch {
    return undefined
  }
}
