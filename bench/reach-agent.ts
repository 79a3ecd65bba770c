import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureCustomers } from '#modules/customers'
import { emailPort } from '#modules/mail'
import { learnIntents } from '#modules/routing'
import { addStaff } from '#modules/staff'
import { createStore } from '#modules/stores'
import { createApp } from '#platform/create-app'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { createLog } from '#platform/log'
import { transact } from '#platform/work'
import { testServer } from '#testing/server'
import { fileOutbox } from '../server/adapters/email/file-outbox.ts'
import { modules } from '../server/app/modules.ts'
import { startWorker } from '../server/app/worker.ts'
import { readConfig } from '../server/config.ts'
import { percentile } from './percentile.ts'

export interface ReachAgentFigures {
  chats: number
  /** Milliseconds from the shopper's tap to the agent's screen, when an agent is free. */
  p50: number
  p99: number
  longest: number
  /** From the agent's tap on the offer until it is theirs. */
  acceptP50: number
}

// The first ones warm everything up.
const warmUp = 20

/**
 * A shopper begins a chat while an agent is free: over HTTP in, through the conversation, its fact, the queue and the hand-out, and
 * out through the agent's socket. One process, with a worker at work and a database that really writes to disk.
 */
export async function benchReachAgent({ chats = 200 } = {}): Promise<ReachAgentFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-reach-'))
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), clusterHome: folder, log: quiet })
  await database.ensureDatabase('bench')
  const connectionString = database.connectionString('bench')
  const { db } = openDatabase(connectionString, createLog('silent'), 2)
  await migrate(db)
  await db.destroy()
  const config = readConfig({ MAKERIGHT_DATA: folder, MAKERIGHT_SECRET: 'bench-secret-bench-secret-bench-secret' }, [])
  const app = await createApp({ config, log: createLog('silent'), connectionString, modules })
  app.ports.set(emailPort, fileOutbox({ folder: join(folder, 'mail'), now: () => app.clock.now() }))
  const worker = await startWorker(app)
  const server = await testServer(app)
  try {
    const bench = { kind: 'system' as const, name: 'bench' }
    const [customers, staffId] = await transact(app, bench, async (work) => {
      const place = { country: 'US', currency: 'USD', timeZone: 'America/New_York' }
      await createStore(work, { name: 'Bench', supportEmail: 'help@store.test', ...place })
      const named = Array.from({ length: chats + warmUp }, (_, index) => ({
        reference: `shopper-${index}`,
        email: `shopper-${index}@one.test`,
      }))
      return [
        await ensureCustomers(work, 'bench', named),
        await addStaff(work, { name: 'Sam Reed', email: 'sam@store.test', role: 'associate' }),
      ] as const
    })
    learnIntents()
    const agent = server.client({ kind: 'staff', staffId, role: 'associate' })
    const screen = await agent.live()
    screen.watch(`agent:${staffId}`)
    await screen.next()
    await agent.call('PUT /presence', { status: 'online' })
    const heard = async (name: string) => {
      for (;;) {
        const message = await screen.next()
        if (message.name === name) return message
      }
    }
    const reached: number[] = []
    const accepted: number[] = []
    for (const [index, customerId] of customers.entries()) {
      const shopper = server.client({ kind: 'shopper', customerId })
      const begun = performance.now()
      const { conversation } = await shopper.call('POST /conversations', { text: 'Where is my order?' })
      const { data } = await heard('contact.offered')
      const offered = performance.now()
      await agent.call('POST /contacts/:id/acceptance', { id: data.contactId })
      const taken = performance.now()
      await agent.call('POST /conversations/:id/resolution', { id: conversation.id, cause: 'other' })
      await heard('contact.ended')
      if (index < warmUp) continue
      reached.push(offered - begun)
      accepted.push(taken - offered)
    }
    screen.close()
    return {
      chats,
      p50: percentile(reached, 50),
      p99: percentile(reached, 99),
      longest: Math.round(Math.max(...reached)),
      acceptP50: percentile(accepted, 50),
    }
  } finally {
    await server.close()
    await worker.stop()
    await app.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(await benchReachAgent({ chats: Number(process.argv[2] ?? 200) }))
