import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { testApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { type ConversationSize, fillConversations, largeInbox } from './conversations-seed.ts'
import { explainScreens } from './explain.ts'
import { percentile } from './percentile.ts'

export interface ConversationFigures extends ConversationSize {
  /** Over HTTP, milliseconds, p50 and p95 of each. */
  times: Record<string, { p50: number; p95: number }>
}

/** Fills a database with very many conversations and measures what an agent does all day, over HTTP. */
export async function benchConversations(
  options: { size?: ConversationSize; rounds?: number } = {},
): Promise<ConversationFigures> {
  const size = options.size ?? largeInbox
  const folder = mkdtempSync(join(tmpdir(), 'bench-conversations-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    durable: false,
    settings: { shared_buffers: '512MB' },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  const app = await testApp({ now: '2026-03-02T15:00:00Z' })
  const server = await testServer(app)
  try {
    await fillConversations(app, size)
    const actions = actionsOf(server, size)
    const times: ConversationFigures['times'] = {}
    for (const [name, run] of Object.entries(actions)) times[name] = await measure(run, options.rounds ?? 100)
    const heading = `Queries of the desk, among ${size.conversations} conversations and ${size.conversations * size.messagesEach} messages`
    const text = await explainScreens(
      app.connectionString,
      heading,
      Object.entries(actions).map(([name, run]) => [name, () => run(7)] as const),
    )
    const results = join(import.meta.dirname, 'results')
    mkdirSync(results, { recursive: true })
    writeFileSync(join(results, 'explain-conversations.md'), text)
    return { ...size, times }
  } finally {
    await server.close()
    await app.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Action = (round: number) => Promise<unknown>

function actionsOf(server: TestServer, size: ConversationSize): Record<string, Action> {
  // Through keys, so that nobody's rate limit is what is measured.
  const agent = server.client({ kind: 'staff', staffId: 'stf_1', role: 'associate', keyId: 'key_bench' })
  const boss = server.client({ kind: 'staff', staffId: 'stf_boss', role: 'supervisor', keyId: 'key_bench' })
  const idAt = (place: number) => `cnv_${String(place).padStart(9, '0')}`
  // Open ones without a team, not yet anybody's.
  const placeOf = (round: number) => size.conversations - size.open + 11 + (round % Math.floor(size.open / 11)) * 10
  const open = (round: number) => idAt(placeOf(round))
  const shopper = (round: number) => {
    const place = placeOf(round)
    const customerId = `cus_${(place * 7919) % Math.ceil(size.conversations * 0.6)}`
    return { place, client: server.client({ kind: 'shopper', customerId, keyId: 'key_bench' }) }
  }
  let sent = 0
  return {
    'list, open, of an agent': () => agent.call('GET /conversations', { state: 'open' }),
    'list, open, of a supervisor': () => boss.call('GET /conversations', { state: 'open' }),
    'list, mine': () => agent.call('GET /conversations', { view: 'mine' }),
    'list, unassigned': () => agent.call('GET /conversations', { view: 'unassigned' }),
    'list, mentions': () => agent.call('GET /conversations', { view: 'mentions' }),
    'list, following': () => agent.call('GET /conversations', { view: 'following' }),
    'list, all states': () => agent.call('GET /conversations', {}),
    'list, a team': () => boss.call('GET /conversations', { team: 'tea_7' }),
    'list, a tag': () => agent.call('GET /conversations', { tag: 'glass', state: 'open' }),
    'list, a channel': () => agent.call('GET /conversations', { channel: 'mail', state: 'open' }),
    'list, a shopper': (round) => agent.call('GET /conversations', { customer: `cus_${round + 1}` }),
    'list, 2,000 rows down': deepPage(agent),
    'my conversations, a shopper': (round) => shopper(round).client.call('GET /conversations', {}),
    'counts, an agent': () => agent.call('GET /conversations/counts', {}),
    'counts, a supervisor': () => boss.call('GET /conversations/counts', {}),
    mentions: () => agent.call('GET /mentions', {}),
    'open one': async (round) => {
      await agent.call('GET /conversations/:id', { id: open(round) })
      await agent.call('GET /conversations/:id/messages', { id: open(round) })
    },
    'send, a shopper': (round) =>
      shopper(round).client.call('POST /conversations/:id/messages', {
        id: idAt(shopper(round).place),
        text: 'Are you still there?',
        clientId: `bench-shopper-${sent++}`,
      }),
    'send, an agent': (round) =>
      boss.call('POST /conversations/:id/messages', {
        id: open(round + 1_000),
        text: 'I am looking into it.',
        clientId: `bench-agent-${sent++}`,
      }),
    'begin one': () =>
      server
        .client({ kind: 'shopper', customerId: `cus_${sent}`, keyId: 'key_bench' })
        .call('POST /conversations', { text: 'Where is my parcel?', clientId: `bench-begin-${sent++}` }),
    'search, frequent words': () => agent.call('GET /conversations/search', { q: 'parcel arrived' }),
    'search, rare words': (round) => agent.call('GET /conversations/search', { q: `kettle ${round * 31}` }),
    'search, a word not finished': () => agent.call('GET /conversations/search', { q: 'handl' }),
    'search, a shopper': (round) => boss.call('GET /conversations/search', { q: `Shopper ${round * 13}` }),
    read: (round) => agent.call('POST /conversations/:id/read', { id: open(round), position: 6 }),
    'status change': async (round) => {
      const id = open(round + 2_000)
      const { state } = await boss.call('GET /conversations/:id', { id })
      if (state === 'open') await boss.call('POST /conversations/:id/resolution', { id, cause: 'question' })
      else await boss.call('POST /conversations/:id/reopening', { id })
    },
  }
}

function deepPage(client: ReturnType<TestServer['client']>): Action {
  let cursor: Promise<string> | undefined
  const walk = async () => {
    let next: string | undefined
    for (let page = 0; page < 20; page++)
      next = (await client.call('GET /conversations', { state: 'open', limit: 100, ...(next ? { cursor: next } : {}) }))
        .nextCursor
    return next as string
  }
  return async () => {
    cursor ??= walk()
    await client.call('GET /conversations', { state: 'open', cursor: await cursor })
  }
}

async function measure(run: Action, rounds: number): Promise<{ p50: number; p95: number }> {
  for (let round = 0; round < 10; round++) await run(round)
  const times: number[] = []
  for (let round = 10; round < rounds + 10; round++) {
    const start = performance.now()
    await run(round)
    times.push(performance.now() - start)
  }
  return { p50: percentile(times, 50), p95: percentile(times, 95) }
}

if (import.meta.main) {
  const share = Number(process.argv[2] ?? 1)
  const size = {
    ...largeInbox,
    conversations: Math.round(largeInbox.conversations * share),
    open: Math.round(largeInbox.open * share),
  }
  console.log(JSON.stringify(await benchConversations({ size }), null, 2))
}
