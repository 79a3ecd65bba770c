import type { IncomingMessage } from 'node:http'
import { limits } from '../../limits.ts'

/** A body that is read whole arrives within the limit; a stream may take as long as it needs, while something comes. */
export function endUnlessWhole(request: IncomingMessage): void {
  if (request.complete) return
  const timer = setTimeout(() => request.destroy(), limits.http.requestSeconds * 1000)
  request.once('close', () => clearTimeout(timer))
}
