import type { IncomingHttpHeaders } from 'node:http'

const loopbackName = /^(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/
const addedByProxies =
  /^(forwarded$|via$|x-forwarded|x-original-|x-real-ip$|(x|true)-client-ip$|x-cluster-client-ip$|x-envoy-|cf-|fastly-)/

/**
 * Whether a request was sent on this very machine: from a loopback address, under a loopback name and without anything that
 * a proxy adds. A foreign name is a page that rebound its own to us.
 */
export function isFromThisMachine(request: {
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}): boolean {
  return (
    loopbackAddress.test(request.socket.remoteAddress ?? '') &&
    loopbackName.test(request.headers.host ?? '') &&
    !Object.keys(request.headers).some((name) => addedByProxies.test(name))
  )
}
