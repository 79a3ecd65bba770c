import { runApart } from '#platform/run-apart'
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
  const script = new URL('./heic-worker.ts', import.meta.url)
  return runApart(script, { content, maxPixels: picturePixels }, { seconds: heicSeconds, megabytes: heicMegabytes })
}
