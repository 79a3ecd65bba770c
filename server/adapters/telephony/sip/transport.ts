export type TransportKind = 'udp' | 'tcp' | 'tls'

/** Where something is sent, or where it came from. */
export interface Destination {
  transport: TransportKind
  /** An IP address, without brackets. */
  address: string
  port: number
  /** The name that a TLS certificate has to bear; the address when absent. */
  serverName?: string
}

export interface Transport {
  readonly kind: TransportKind
  readonly address: string
  readonly port: number
  /** Rejects when it is certain that nothing was sent. */
  send(bytes: Buffer, to: Destination): Promise<void>
  /** The port under which whoever is there reaches us: that of the connection where we do not listen. */
  portTowards(to: Destination): Promise<number>
  close(): Promise<void>
}

/** What a transport is told of: whole messages, and connections that are no more. */
export interface Receiver {
  received(bytes: Buffer, from: Destination): void
  closed?(from: Destination): void
}

/** A key by which to find a destination again. */
export function destinationKey({ transport, address, port }: Destination): string {
  return `${transport} ${address} ${port}`
}

/** An IPv4 address that came in through a socket for both kinds, as IPv4. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
