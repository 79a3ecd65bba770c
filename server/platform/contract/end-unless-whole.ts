import type { IncomingMessage } from 'node:http'
import { limits } from '../../limits.ts'

/** A body that is read whole arrives within the limit; a stream may take as long as it needs, while something comes. */
export function endUnlessWhole(request: IncomingMessage): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  // Without either there is no body; a request of our own pages, which has no connection that could close, would be kept for nothing.
  if (request.complete || (length === undefined && encoding === undefined)) return
  const timer = setTimeout(() => request.destroy(), limits.http.requestSeconds * 1000)
  const stop = () => clearTimeout(timer)
  request.once('end', stop).once('close', stop)
}
