import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface BenchProcess {
  url: string
  process: ChildProcess
}

/** Starts a script of the bench that prints its address when it is ready. */
export async function startBenchProcess(script: string, order: object): Promise<BenchProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('exit', () => reject(new Error(`${script} ended`)))
  })
  return { url, process: child }
}
