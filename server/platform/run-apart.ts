import { Worker } from 'node:worker_threads'

/**
 * Runs a script in a thread of its own with a limit on memory and time, so that what somebody else wrote neither stops the program
 * nor takes it down. Answers its first message; throws when it fails, ends without one, or takes too long.
 * @param data what the script finds as `workerData`
 */
export function runApart<T>(script: URL, data: unknown, limit: { seconds: number; megabytes: number }): Promise<T> {
  const worker = new Worker(script, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: limit.megabytes },
    // What a reader has to say about broken files is of no use to anybody.
    stdout: true,
    stderr: true,
  })
  return new Promise<T>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it took too long')), limit.seconds * 1000)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('it ended without an answer')))
    worker.once('exit', () => clearTimeout(late))
  }).finally(() => void worker.terminate())
}
