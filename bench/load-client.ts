import { Pool } from 'undici'
import { percentile } from './percentile.ts'

/** What the process is told in its one argument, as JSON. */
export interface LoadOrder {
  origin: string
  path: string
  headers: Record<string, string>
  connections: number
  seconds: number
}

export interface LoadFigures {
  perSecond: number
  p50: number
  p95: number
}

/** Asks for one thing over several connections at once for some seconds, each asking again as soon as it is answered. */
async function load({ origin, path, headers, connections, seconds }: LoadOrder): Promise<LoadFigures> {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const times: number[] = []
  const ask = async () => {
    const begun = performance.now()
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers })
    await body.arrayBuffer()
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
    return performance.now() - begun
  }
  for (let round = 0; round < 50; round++) await ask()
  const endsAt = performance.now() + seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < endsAt) times.push(await ask())
    }),
  )
  await pool.close()
  return { perSecond: Math.round(times.length / seconds), p50: percentile(times, 50), p95: percentile(times, 95) }
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '{}') as LoadOrder
  process.stdout.write(`${JSON.stringify(await load(order))}\n`)
}
