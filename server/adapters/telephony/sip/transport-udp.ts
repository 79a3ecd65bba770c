import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { plainAddress, type Receiver, type Transport } from './transport.ts'

/** Messages in datagrams; lost ones are sent again by the transactions above. */
export async function udpTransport(at: { address: string; port: number }, receiver: Receiver): Promise<Transport> {
  const socket = createSocket({ type: isIPv6(at.address) ? 'udp6' : 'udp4' })
  socket.on('message', (bytes, { address, port }) =>
    receiver.received(bytes, { transport: 'udp', address: plainAddress(address), port }),
  )
  socket.bind(at.port, at.address)
  await once(socket, 'listening')
  // What fails later concerns one datagram, such as an answer that a closed port sent back.
  socket.on('error', () => {})
  const { address, port } = socket.address()
  return {
    kind: 'udp',
    address,
    port,
    send: (bytes, to) =>
      new Promise((resolve, reject) => {
        socket.send(bytes, to.port, to.address, (error) => (error ? reject(error) : resolve()))
      }),
    portTowards: async () => port,
    close: () => new Promise((resolve) => void socket.close(() => resolve())),
  }
}
