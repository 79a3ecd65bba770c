import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** Passes datagrams on between two programs of this machine, as a router does, until it is told not to. */
export interface UdpRelay {
  /** A port that leads to an address, and back to whoever uses it. */
  portTo(address: string, port: number): Promise<number>
  /** Lets nothing through, or everything again. */
  cut(isCut: boolean): void
  /** Datagrams that went through. */
  passed(): number
  close(): void
}

export function openRelay(): UdpRelay {
  const sockets: Socket[] = []
  const ports = new Map<string, Promise<number>>()
  let isCut = false
  let passed = 0

  const open = async (onMessage: (bytes: Buffer, from: { address: string; port: number }) => void) => {
    const socket = createSocket('udp4', (bytes, from) => {
      if (isCut) return
      passed++
      onMessage(bytes, from)
    })
    // A page that was loaded anew has left its ports.
    socket.on('error', () => undefined)
    sockets.push(socket)
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return socket
  }

  const lead = async (address: string, port: number) => {
    const ways = new Map<string, Promise<Socket>>()
    const front = await open((bytes, from) => {
      const key = `${from.address}:${from.port}`
      const way = ways.get(key) ?? open((answer) => front.send(answer, from.port, from.address))
      ways.set(key, way)
      void way.then((socket) => socket.send(bytes, port, address))
    })
    return front.address().port
  }

  return {
    portTo(address, port) {
      const key = `${address}:${port}`
      const known = ports.get(key) ?? lead(address, port)
      ports.set(key, known)
      return known
    },
    cut: (cut) => {
      isCut = cut
    },
    passed: () => passed,
    close() {
      for (const socket of sockets) socket.close()
    },
  }
}
