import { Worker } from 'node:worker_threads'
import { limits } from '../../limits.ts'

/** Pixels, four bytes each, already upright. */
export interface Pixels {
  width: number
  height: number
  data: Uint8ClampedArray
}

/**
 * Decodes what phones save as HEIC, in a thread of its own with a limit on memory and time, so that a large or a malicious
 * file neither stops the program nor takes it down. Throws when it cannot be decoded.
 */
export function decodeHeic(content: Uint8Array): Promise<Pixels> {
  const { picturePixels, heicSeconds, heicMegabytes } = limits.files
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), {
    workerData: { content, maxPixels: picturePixels },
    resourceLimits: { maxOldGenerationSizeMb: heicMegabytes },
    // What the decoder has to say about broken files is of no use to anybody.
    stdout: true,
    stderr: true,
  })
  return new Promise<Pixels>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('decoding took too long')), heicSeconds * 1000)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the decoder ended without an answer')))
    worker.once('exit', () => clearTimeout(late))
  }).finally(() => void worker.terminate())
}
