import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { createLog } from '#platform/log'
import { freePorts } from '../server/adapters/telephony/sip/real-phones.fixture.ts'
import { type SoftPhone, softPhone } from '../server/adapters/telephony/sip/soft-phone.fixture.ts'
import { udpTransport } from '../server/adapters/telephony/sip/transport-udp.ts'
import { systemTimers } from '../server/adapters/telephony/timers.ts'
import { openPhoneStore, type Person } from '../tests/harness/phone-store.ts'
import { percentile } from './percentile.ts'

interface Times {
  p50: number
  p95: number
  p99: number
}

export interface CallMeFigures {
  calls: number
  /** Milliseconds from the moment in which an agent is free until the first INVITE to their desk phone. */
  agentPhone: Times
  /** And until the first INVITE to the trunk, for the shopper's phone; the agent's phone is picked up at once. */
  shopperPhone: Times
}

// The first ones warm everything up.
const warmUp = 10
const speakMs = 200

/**
 * Shoppers wait to be called. An agent who has just finished is free: the next call is offered on their screen, taken at once, their
 * phone rings, then the shopper's. The program as `npm start` runs it, in a process of its own, with a database that really writes to
 * disk; the phones and the trunk are UDP sockets of this process.
 */
export async function benchCallMe({ calls = 100 } = {}): Promise<CallMeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-call-me-'))
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'database'), clusterHome: folder, log: quiet })
  await database.ensureDatabase('bench')
  const connectionString = database.connectionString('bench')
  const { db } = openDatabase(connectionString, createLog('silent'), 2)
  await migrate(db)
  await db.destroy()
  const ports = await freePorts('trunk', 'agent')
  const store = await openPhoneStore({ connectionString, folder, trunk: `sip:127.0.0.1:${ports.trunk}` })
  const trunk = await openPhone(ports.trunk)
  const phone = await openPhone(ports.agent)
  try {
    await store.start()
    const sam = await store.agent('Sam Reed')
    const deskPhone = await sam.call('POST /desk-phone', {})
    const { account: username, password, realm } = deskPhone
    await phone.register({ transport: 'udp', address: '127.0.0.1', port: store.sipPort }, { username, password, realm })
    // Somebody has to be there where calls are asked for.
    await sam.call('PUT /presence', { status: 'online' })
    const beating = setInterval(() => void sam.call('PUT /presence', { status: 'online' }), 15_000)
    const screen = await sam.watch(`agent:${sam.id}`)
    for (let index = 0; index < calls + warmUp; index++) {
      const shopper = await store.shopper(`Shopper ${index}`, `+1202555${String(1000 + index)}`)
      await shopper.call('POST /call-requests', {})
    }
    const agentPhone: number[] = []
    const shopperPhone: number[] = []
    let freeAt = performance.now()
    for (let index = 0; index < calls + warmUp; index++) {
      const [agentRings, shopperRings] = [rings(phone), rings(trunk, speakMs)]
      const { data } = await screen.heard('contact.offered')
      await sam.call(`POST /contacts/${data.contactId}/acceptance`, {})
      const dialed = [await agentRings, await shopperRings].map((at) => at - freeAt)
      if (index >= warmUp) {
        agentPhone.push(dialed[0] ?? 0)
        shopperPhone.push(dialed[1] ?? 0)
      }
      const callId = await spoken(sam, data.conversationId ?? '')
      freeAt = performance.now()
      await sam.call(`POST /calls/${callId}/wrap-up`, { clientId: `bench-wrap-up-${index}` })
    }
    clearInterval(beating)
    screen.close()
    return { calls, agentPhone: timesOf(agentPhone), shopperPhone: timesOf(shopperPhone) }
  } finally {
    await store.close()
    await Promise.all([phone.close(), trunk.close()])
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function openPhone(port: number): Promise<SoftPhone> {
  return softPhone({
    open: (receiver) => udpTransport({ address: '127.0.0.1', port }, receiver),
    timers: systemTimers(),
    media: { address: '127.0.0.1', port: 4_000 },
  })
}

/** When it is called next. It picks up at once. */
function rings(phone: SoftPhone, hangUpAfterMs?: number): Promise<number> {
  return new Promise((resolve) => {
    phone.behave = () => {
      resolve(performance.now())
      return { do: 'answer', ...(hangUpAfterMs === undefined ? {} : { hangUpAfterMs }) }
    }
  })
}

/** The call, once it is over. */
async function spoken(agent: Person, conversationId: string): Promise<string> {
  for (;;) {
    const { data } = await agent.call(`GET /conversations/${conversationId}/calls`)
    const over = data[0].calls.find(({ allowed }: { allowed: string[] }) => allowed.includes('wrap_up'))
    if (over) return over.id
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function timesOf(times: readonly number[]): Times {
  return { p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99) }
}

if (import.meta.main) console.log(await benchCallMe({ calls: Number(process.argv[2] ?? 100) }))
