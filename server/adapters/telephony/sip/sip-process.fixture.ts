// The adapter in a process of its own, which a test can kill: events on standard output, calls on standard input.
import { createInterface } from 'node:readline'
import type { CallToPlace } from '../../../modules/calls/ports.ts'
import { sipTelephony } from './adapter.ts'
import { secretHash } from './digest.ts'
import { keptCalls } from './kept-calls.ts'
import { udpTransport } from './transport-udp.ts'

const [port, trunkPort, folder = '', realm = ''] = process.argv.slice(2)
const say = (what: object) => void process.stdout.write(`${JSON.stringify(what)}\n`)

const sip = await sipTelephony({
  trunk: {
    host: '127.0.0.1',
    port: Number(trunkPort),
    transport: 'udp',
    login: { username: 'shop', password: 'trunk-secret' },
  },
  open: [(receiver) => udpTransport({ address: '127.0.0.1', port: Number(port) }, receiver)],
  registrar: {
    realm,
    findAccount: async (account) => ({
      MD5: secretHash('MD5', account, realm, `${account}-secret`),
      'SHA-256': secretHash('SHA-256', account, realm, `${account}-secret`),
    }),
  },
  kept: keptCalls(folder),
})
say({ type: 'ready' })

createInterface({ input: process.stdin }).on('line', (line) => {
  const { place, lookUp, hangup } = JSON.parse(line) as { place?: CallToPlace; lookUp?: string; hangup?: string }
  if (place) void sip.place(place)
  if (hangup) void sip.hangup(hangup, 'staff_ended')
  if (lookUp) void sip.lookUp(lookUp).then((snapshot) => say({ type: 'snapshot', snapshot: snapshot ?? null }))
})
const health = setInterval(() => {
  void sip.health().then(({ registered }) => say({ type: 'registered', registered }))
}, 100)
for await (const event of sip.events) say(event)
clearInterval(health)
