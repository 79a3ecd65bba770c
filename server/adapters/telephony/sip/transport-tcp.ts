import { once } from 'node:events'
import { connect, createServer, isIP, type AddressInfo, type Socket } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { limits } from '../../../limits.ts'
import { createFramer } from './framer.ts'
import { type Destination, plainAddress, type Receiver, type Transport } from './transport.ts'

export interface StreamSettings {
  address: string
  /** Absent: connections go out and none come in. */
  port?: number
  /** With TLS. `certificate` and `key` (PEM) are needed to listen; `authorities` (PEM) replace those of the system. */
  tls?: { certificate?: string; key?: string; authorities?: string }
}

/** Messages over TCP or TLS. A connection is used in both directions, whoever opened it, and closed at the first nonsense. */
export async function tcpTransport(settings: StreamSettings, receiver: Receiver): Promise<Transport> {
  const kind = settings.tls ? 'tls' : 'tcp'
  const connections = new Map<string, Socket>()
  const opening = new Map<string, Promise<Socket>>()

  const adopt = (socket: Socket) => {
    const from: Destination = {
      transport: kind,
      address: plainAddress(socket.remoteAddress ?? ''),
      port: socket.remotePort ?? 0,
    }
    const key = keyOf(from)
    const framer = createFramer()
    connections.set(key, socket)
    socket.setNoDelay(true)
    socket.setTimeout(limits.telephony.idleConnectionSeconds * 1000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const piece of framer.add(chunk)) {
          if (piece === 'ping') socket.write('\r\n')
          else receiver.received(piece, from)
        }
      } catch {
        socket.destroy()
      }
    })
    socket.on('close', () => {
      if (connections.get(key) !== socket) return
      connections.delete(key)
      receiver.closed?.(from)
    })
  }

  const open = (to: Destination): Promise<Socket> => {
    const key = keyOf(to)
    const known = connections.get(key)
    if (known?.writable) return Promise.resolve(known)
    const begun = opening.get(key) ?? dial(to, settings).finally(() => opening.delete(key))
    opening.set(key, begun)
    return begun.then((socket) => {
      if (connections.get(key) !== socket) adopt(socket)
      return socket
    })
  }

  const server = settings.port === undefined ? undefined : serverFor(settings, adopt)
  if (server) {
    server.maxConnections = limits.telephony.connections
    server.listen(settings.port, settings.address)
    await once(server, 'listening')
  }
  return {
    kind,
    address: settings.address,
    port: server ? (server.address() as AddressInfo).port : 0,
    async send(bytes, to) {
      const socket = await open(to)
      await new Promise<void>((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()))
      })
    },
    portTowards: async (to) => (server ? (server.address() as AddressInfo).port : ((await open(to)).localPort ?? 0)),
    async close() {
      for (const socket of connections.values()) socket.destroy()
      if (server) await new Promise((resolve) => void server.close(resolve))
    },
  }
}

function keyOf({ address, port }: Destination): string {
  return `${address} ${port}`
}

function serverFor({ tls }: StreamSettings, adopt: (socket: Socket) => void) {
  const ignoreErrors = (socket: Socket) => void socket.on('error', () => {})
  const accept = (socket: Socket) => {
    ignoreErrors(socket)
    adopt(socket)
  }
  if (!tls) return createServer(accept)
  const handshakeTimeout = limits.telephony.connectSeconds * 1000
  const server = createTlsServer({ cert: tls.certificate, key: tls.key, handshakeTimeout }, accept)
  server.on('tlsClientError', () => {})
  return server
}

async function dial(to: Destination, { address, tls }: StreamSettings): Promise<Socket> {
  const localAddress = ['0.0.0.0', '::'].includes(address) ? {} : { localAddress: address }
  const where = { host: to.address, port: to.port, ...localAddress }
  const servername = to.serverName && !isIP(to.serverName) ? { servername: to.serverName } : {}
  const socket = tls ? connectTls({ ...where, ...servername, ca: tls.authorities }) : connect(where)
  socket.setTimeout(limits.telephony.connectSeconds * 1000, () => socket.destroy(new Error('No connection in time')))
  await once(socket, tls ? 'secureConnect' : 'connect')
  socket.on('error', () => {})
  return socket
}
