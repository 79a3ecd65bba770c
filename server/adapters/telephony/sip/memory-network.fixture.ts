import type { Timers } from '../timers.ts'
import type { Receiver, Transport } from './transport.ts'

export interface MemoryNetwork {
  /** Opens a transport for datagrams there. */
  open(address: string, port: number): (receiver: Receiver) => Promise<Transport>
  /** Which datagrams are lost; none until it is set. */
  isLost: () => boolean
  /** The first line of everything that was sent, with where it went: `10.0.0.2 INVITE sip:…`. */
  readonly sent: string[]
  readonly bytes: Buffer[]
}

/** A network of datagrams inside of a test, where time is moved by hand. */
export function memoryNetwork(timers: Timers, latencyMs = 5): MemoryNetwork {
  const places = new Map<string, Receiver>()
  const network: MemoryNetwork = {
    isLost: () => false,
    sent: [],
    bytes: [],
    open: (address, port) => async (receiver) => {
      const here = `${address} ${port}`
      places.set(here, receiver)
      return {
        kind: 'udp',
        address,
        port,
        async send(bytes, to) {
          network.sent.push(`${to.address} ${bytes.toString('utf8', 0, bytes.indexOf('\r\n'))}`)
          const copy = Buffer.from(bytes)
          network.bytes.push(copy)
          if (network.isLost()) return
          timers.after(latencyMs, () =>
            places.get(`${to.address} ${to.port}`)?.received(copy, { transport: 'udp', address, port }),
          )
        },
        portTowards: async () => port,
        close: async () => void places.delete(here),
      }
    },
  }
  return network
}

/** Numbers between 0 and 1 that are the same in each run. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
