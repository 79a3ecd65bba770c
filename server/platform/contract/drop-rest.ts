import type { IncomingMessage } from 'node:http'
import { limits } from '../../limits.ts'

/**
 * What still comes of a body that was answered already is read and dropped, so that the answer arrives and the next request on
 * the connection is heard; behind the limits of time and bytes the connection ends.
 */
export function dropRest(request: IncomingMessage): void {
  if (request.complete) return
  const timer = setTimeout(() => request.destroy(), limits.http.leftoverSeconds * 1000)
  request.once('close', () => clearTimeout(timer))
  // A reader that waits for more holds the stream back.
  request.removeAllListeners('readable')
  let left = limits.http.leftoverBytes
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) request.destroy()
  })
  request.resume()
}

/** Whether nobody can read the rest of a body any more: its reader gave up and took the stream with it. */
export function isGivenUp(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete
}
