import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { holdAlone, type Hold } from './hold-alone.ts'

let first: TestApp
let second: TestApp
const holds: Hold[] = []

beforeAll(async () => {
  first = await testApp()
  second = await testApp({ sharing: first })
})
afterAll(async () => {
  for (const hold of holds) await hold.stop()
  await second.close()
  await first.close()
})

/** A process that writes down when it has the thing and when it has let go. */
async function process(app: TestApp, name: string, log: string[], who: string): Promise<Hold> {
  const hold = await holdAlone(app, name, async () => {
    log.push(`${who} has it`)
    return async () => void log.push(`${who} lets go`)
  })
  holds.push(hold)
  return hold
}

const until = (look: () => unknown) => vi.waitFor(look, { timeout: 15_000, interval: 20 })

it('one has it, and the other one when it lets go', async () => {
  const log: string[] = []
  const hold = await process(first, 'bell', log, 'first')
  const other = await process(second, 'bell', log, 'second')
  expect(log).toEqual(['first has it'])
  await hold.stop()
  await until(() => expect(log).toEqual(['first has it', 'first lets go', 'second has it']))
  await other.stop()
  expect(log.at(-1)).toBe('second lets go')
})

it('a connection that is lost costs nothing where nobody else has taken over', async () => {
  const log: string[] = []
  await process(first, 'drum', log, 'first')
  const kill = async () => {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(first.db)
    return rows.length
  }
  expect(await kill()).toBe(1)
  await until(async () => expect(await kill()).toBe(1))
  expect(log).toEqual(['first has it'])
})

it('what cannot be taken up ends the start', async () => {
  const broken = holdAlone(first, 'flute', () => Promise.reject(new Error('the address is taken')))
  await expect(broken).rejects.toThrow('the address is taken')
  // By a process that is about to let go: it is waited for.
  let tries = 0
  const hold = await holdAlone(first, 'harp', async () => {
    if (++tries === 1) throw Object.assign(new Error('in use'), { code: 'EADDRINUSE' })
    return async () => {}
  })
  holds.push(hold)
  await until(() => expect(tries).toBe(2))
})

it('what cannot be taken up later is tried again', async () => {
  const log: string[] = []
  const hold = await process(first, 'horn', log, 'first')
  let tries = 0
  holds.push(
    await holdAlone(second, 'horn', async () => {
      if (++tries === 1) throw new Error('not yet')
      log.push('second has it')
      return async () => {}
    }),
  )
  await hold.stop()
  await until(() => expect(log).toEqual(['first has it', 'first lets go', 'second has it']))
})
