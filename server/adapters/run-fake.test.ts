import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepDemonstrationFakes, startFake } from './run-fake.ts'

describe('running a fake', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'run-fake-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  test.each(['payments', 'storefronts'] as const)(
    '%s starts, stops, and comes back at the same address with the same books',
    async (name) => {
      const fake = await startFake(name, { booksFile: join(folder, 'books.jsonl') })
      await fake.control('PUT', name === 'payments' ? '/v1/payments/pay_1' : '/v1/orders/1001', {
        captured: 5,
        currency: 'USD',
      })
      const before = await fake.control('GET', '/books')
      const again = await fake.restart()
      expect(again.url).toBe(fake.url)
      expect(again.pid).not.toBe(fake.pid)
      expect(await again.control('GET', '/books')).toEqual(before)
      await again.kill()
    },
  )

  test('an unknown switch is named in the error', async () => {
    const fake = await startFake('payments', { booksFile: join(folder, 'books.jsonl') })
    await expect(fake.control('POST', '/control/switches', { next: [{ do: 'explode' }] })).rejects.toThrow(
      'unknown switch explode',
    )
    await fake.stop()
  })

  test('those of the demonstration store come back by themselves, with their books', async () => {
    const fakes = await keepDemonstrationFakes(folder)
    const fake = fakes.payments
    await fake.control('POST', '/control/switches', { next: [{ do: 'crash' }] })
    const body = JSON.stringify({ payment_method: 'card', amount: 5, currency: 'USD' })
    const charge = fetch(`${fake.url}/v1/charges`, { method: 'POST', headers: { 'idempotency-key': 'k' }, body })
    await expect(charge).rejects.toThrow(TypeError)
    await expect
      .poll(() => fake.control<{ movements: object[] }>('GET', '/books').catch(() => null), { timeout: 10_000 })
      .toMatchObject({ movements: [{ amount: 5, status: 'succeeded' }] })
    expect(await fakes.labels.control('GET', '/books')).toBeTypeOf('object')
    expect(await fakes.storefronts.control('GET', '/books')).toBeTypeOf('object')
    await Promise.all(Object.values(fakes).map((each) => each.stop()))
  })

  test('it ends when the process that started it is killed', async () => {
    const program = `import { startFake } from ${JSON.stringify(new URL('./run-fake.ts', import.meta.url).href)}
      console.log((await startFake('payments', { booksFile: ${JSON.stringify(join(folder, 'books.jsonl'))} })).port)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [port] = await once(createInterface({ input: parent.stdout }), 'line')
    const connection = connect(Number(port), '127.0.0.1')
    await once(connection, 'connect')
    const closed = once(connection.resume(), 'close')
    parent.kill('SIGKILL')
    await closed
    expect(connection.destroyed).toBe(true)
  })
})
