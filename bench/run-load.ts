import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LoadFigures, LoadOrder } from './load-client.ts'

/** Load from a process of its own, so that asking does not take the time of answering. */
export async function runLoad(order: LoadOrder): Promise<LoadFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'load-client.ts'),
    JSON.stringify(order),
  ])
  return JSON.parse(stdout) as LoadFigures
}
