import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findProgram } from './real-phones.fixture.ts'
import type { Destination, Receiver, Transport } from './transport.ts'
import { type StreamSettings, tcpTransport } from './transport-tcp.ts'
import { udpTransport } from './transport-udp.ts'

const message = (callId: string) =>
  Buffer.from(`OPTIONS sip:a@b SIP/2.0\r\nCall-ID: ${callId}\r\nContent-Length: 0\r\n\r\n`)
const open: Transport[] = []
afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close()
})

interface Side {
  transport: Transport
  /** The next message, with where it came from. */
  next(): Promise<{ text: string; from: Destination }>
  closed: Destination[]
}

async function side(opening: (receiver: Receiver) => Promise<Transport>): Promise<Side> {
  const waiting: { text: string; from: Destination }[] = []
  const closed: Destination[] = []
  let wake = () => {}
  const transport = await opening({
    received(bytes, from) {
      waiting.push({ text: bytes.toString(), from })
      wake()
    },
    closed: (from) => {
      closed.push(from)
      wake()
    },
  })
  open.push(transport)
  const next = async () => {
    for (;;) {
      const found = waiting.shift()
      if (found) return found
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { transport, next, closed }
}

const tcp = (settings: StreamSettings) => side((receiver) => tcpTransport(settings, receiver))
const towards = ({ transport }: Side, more: Partial<Destination> = {}): Destination => ({
  transport: transport.kind,
  address: transport.address,
  port: transport.port,
  ...more,
})

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family }) => family === 'IPv6'),
)

describe('datagrams', () => {
  it.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])('go there and back on %s', async (address) => {
    const [one, other] = await Promise.all(
      [0, 0].map((port) => side((receiver) => udpTransport({ address, port }, receiver))),
    )
    if (!one || !other) return
    await one.transport.send(message('x'), towards(other))
    const { from, text } = await other.next()
    expect(text).toContain('Call-ID: x')
    await other.transport.send(message('y'), from)
    expect((await one.next()).text).toContain('Call-ID: y')
    expect(await one.transport.portTowards(towards(other))).toBe(one.transport.port)
  })
})

describe('a connection', () => {
  it.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])(
    'serves both directions on %s, whoever opened it',
    async (address) => {
      const phone = await tcp({ address })
      const server = await tcp({ address, port: 0 })
      await phone.transport.send(message('x'), towards(server))
      const { from } = await server.next()
      expect(await phone.transport.portTowards(towards(server))).toBe(from.port)
      await server.transport.send(message('y'), from)
      expect((await phone.next()).text).toContain('Call-ID: y')
      await Promise.all([1, 2, 3].map((index) => phone.transport.send(message(`n${index}`), towards(server))))
      const again = [await server.next(), await server.next(), await server.next()]
      expect(again.map((received) => received.from)).toEqual([from, from, from])
    },
  )

  it('is opened once for several messages at the same time', async () => {
    const phone = await tcp({ address: '127.0.0.1' })
    const server = await tcp({ address: '127.0.0.1', port: 0 })
    await Promise.all(['a', 'b', 'c'].map((id) => phone.transport.send(message(id), towards(server))))
    const received = [await server.next(), await server.next(), await server.next()]
    expect(new Set(received.map(({ from }) => from.port)).size).toBe(1)
  })

  it('answers the question whether it lives, and is closed at the first nonsense', async () => {
    const server = await tcp({ address: '127.0.0.1', port: 0 })
    const socket = connect(server.transport.port, '127.0.0.1')
    socket.write('\r\n\r\n')
    expect(String(await once(socket, 'data'))).toBe('\r\n')
    socket.write('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n')
    await once(socket, 'close')
    expect(server.closed).toHaveLength(1)
  })

  it('that nobody accepts is an error at once', async () => {
    const server = await tcp({ address: '127.0.0.1', port: 0 })
    const gone = towards(server)
    await server.transport.close()
    const phone = await tcp({ address: '127.0.0.1' })
    await expect(phone.transport.send(message('x'), gone)).rejects.toThrow('ECONNREFUSED')
  })
})

describe.skipIf(!findProgram('openssl'))('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-'))
  const file = (name: string) => join(folder, name)
  const read = (name: string) => readFileSync(file(name), 'utf8')
  const make = (name: string, host: string) => {
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
    const out = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)]
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', [...args, ...out, ...subject], { stdio: 'ignore' })
  }
  const address = '127.0.0.1'

  it('speaks with whom the certificate names, and with nobody else', async () => {
    make('trunk', 'trunk.example.com')
    make('other', 'trunk.example.com')
    const server = await tcp({ address, port: 0, tls: { certificate: read('trunk.pem'), key: read('trunk.key') } })
    const trusting = await tcp({ address, tls: { authorities: read('trunk.pem') } })
    const at = (serverName: string) => towards(server, { serverName })
    await trusting.transport.send(message('x'), at('trunk.example.com'))
    expect((await server.next()).from.transport).toBe('tls')
    const strangers = await tcp({ address, tls: { authorities: read('other.pem') } })
    await expect(strangers.transport.send(message('x'), at('trunk.example.com'))).rejects.toThrow('self-signed')
    const elsewhere = await tcp({ address, tls: { authorities: read('trunk.pem') } })
    await expect(elsewhere.transport.send(message('x'), at('evil.example.com'))).rejects.toThrow('altnames')
    rmSync(folder, { recursive: true })
  })
})
