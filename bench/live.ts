import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureCustomers } from '#modules/customers'
import { addStaff } from '#modules/staff'
import { transact } from '#platform/transact'
import type { LiveFigures, LiveOrder } from './live/load-process.ts'
import { openBench, type Bench } from './open-bench.ts'
import { pssMb } from './processes.ts'
import { startBenchProcess, type BenchProcess } from './start-server.ts'

export interface LiveBench {
  shoppers: number
  agents: number
  perSecond: number
  bare: LiveFigures
  one: LiveFigures & { memoryPerSocketKb: number; cpuPercent: number }
  two: LiveFigures
}

/**
 * Shoppers and agents connected, messages both ways at a steady rate: from the tap that sends to the other screen. First through a
 * bare socket server, then through one process of ours (stored, checked, numbered, with all reactions running), then through two
 * processes on one database, of which one is killed half way.
 */
export async function benchLive({
  shoppers = 2_000,
  agents = 50,
  perSecond = 100,
  seconds = 20,
} = {}): Promise<LiveBench> {
  const bench = await openBench('live')
  let beating: NodeJS.Timeout | undefined
  try {
    const pairs = await seed(bench, shoppers, agents)
    const staff = [...new Set(pairs.map(({ agent }) => agent))]
    beating = setInterval(() => void beat(bench.server, staff), 15_000)
    const order = { pairs, perSecond, seconds }
    const bare = await withServers(['bare'], bench, async (servers) =>
      run({ ...order, kind: 'bare', origins: urls(servers) }),
    )
    const one = await withServers(['desk'], bench, async (servers) => {
      const [server] = servers
      const idleMb = pssMb([server?.process.pid ?? 0])
      let [cpu, connectedMb] = [0, 0]
      const figures = await run(
        { ...order, kind: 'desk', origins: urls(servers) },
        { onConnected: () => ([cpu, connectedMb] = [cpuSeconds(server), pssMb([server?.process.pid ?? 0])]) },
      )
      return {
        ...figures,
        memoryPerSocketKb: Math.round(((connectedMb - idleMb) * 1024) / (shoppers + agents)),
        cpuPercent: Math.round(((cpuSeconds(server) - cpu) / seconds) * 100),
      }
    })
    const two = await withServers(['desk', 'second'], bench, (servers) =>
      run(
        { ...order, kind: 'desk', origins: urls(servers), tellHalf: true },
        { onHalf: () => servers[0]?.process.kill('SIGKILL') },
      ),
    )
    return { shoppers, agents, perSecond, bare, one, two }
  } finally {
    clearInterval(beating)
    await bench.close()
  }
}

const urls = (servers: readonly BenchProcess[]) => servers.map(({ url }) => url)

async function withServers<T>(
  kinds: ('bare' | 'desk' | 'second')[],
  bench: Bench,
  use: (servers: BenchProcess[]) => Promise<T>,
): Promise<T> {
  const servers: BenchProcess[] = []
  try {
    for (const kind of kinds) servers.push(await start(kind, bench.app.connectionString))
    return await use(servers)
  } finally {
    for (const { process: child } of servers) child.kill('SIGKILL')
  }
}

function start(kind: 'bare' | 'desk' | 'second', connectionString: string): Promise<BenchProcess> {
  return kind === 'bare'
    ? startBenchProcess('live/bare-process.ts', {})
    : startBenchProcess('server-process.ts', { connectionString, worker: true })
}

async function run(
  order: LiveOrder,
  hooks: { onConnected?: () => void; onHalf?: () => void } = {},
): Promise<LiveFigures> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'live/load-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.write(`${JSON.stringify(order)}\n`)
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'connected') {
      hooks.onConnected?.()
      child.stdin.write('go\n')
    } else if (line === 'half') hooks.onHalf?.()
    else return JSON.parse(line) as LiveFigures
  }
  throw new Error('the load ended without figures')
}

function cpuSeconds(server: BenchProcess | undefined): number {
  const stat = readFileSync(`/proc/${server?.process.pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / 100
}

/** Agents whose screens are not heard from would lose what they hold. */
async function beat(server: Bench['server'], staff: readonly string[]): Promise<void> {
  for (const staffId of staff) {
    const agent = server.client({ kind: 'staff', staffId, role: 'associate' })
    await agent.send('PUT', '/presence', { body: { status: 'online' } })
  }
}

async function seed(bench: Bench, shoppers: number, agents: number): Promise<LiveOrder['pairs']> {
  const { app, server } = bench
  const by = { kind: 'system', name: 'bench' } as const
  const staff: string[] = []
  for (let number = 0; number < agents; number++) {
    staff.push(
      await transact(app, by, (work) =>
        addStaff(work, { name: `Agent ${number}`, email: `agent${number}@store.test`, role: 'associate' }),
      ),
    )
  }
  const people = Array.from({ length: shoppers }, (_each, number) => ({
    reference: `shopper-${number}`,
    name: `Shopper ${number}`,
    email: `shopper${number}@one.test`,
  }))
  const customers = await transact(app, by, (work) => ensureCustomers(work, 'import', people))
  await beat(server, staff)
  const pairs: LiveOrder['pairs'] = []
  const lanes = Array.from({ length: 8 }, async (_each, lane) => {
    for (let number = lane; number < customers.length; number += 8) {
      const [shopper, agent] = [customers[number] ?? '', staff[number % staff.length] ?? '']
      const { conversation } = await server
        .client({ kind: 'shopper', customerId: shopper })
        .call('POST /conversations', { text: 'Where is my parcel?', clientId: `bench-first-${number}` })
      const { id } = conversation
      await server
        .client({ kind: 'staff', staffId: agent, role: 'associate' })
        .call('POST /conversations/:id/messages', { id, text: 'Let me look.', clientId: `bench-answer-${number}` })
      pairs.push({ conversation: id, shopper, agent })
    }
  })
  await Promise.all(lanes)
  return pairs
}

if (import.meta.main) console.log(await benchLive({ shoppers: Number(process.argv[2] ?? 2_000) }))
