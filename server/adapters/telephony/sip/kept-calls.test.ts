import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CallRecord } from './join-call.ts'
import { keptCalls } from './kept-calls.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const record = (callId: string, seq: number): CallRecord => ({
  callId,
  state: 'bridged',
  agentId: 'stf_ann',
  seq,
  agent: null,
  shopper: null,
})

it('the last state of each call is found by the next process', async () => {
  const kept = keptCalls(folder)
  await kept.load()
  for (let seq = 1; seq <= 50; seq++) kept.keep(record('att_1', seq))
  kept.keep(record('att_2', 1))
  kept.keep(record('att_3', 1))
  kept.forget('att_3')
  const flow = { transport: 'udp', address: '192.0.2.20', port: 5060 } as const
  const phone = { account: 'ann', contact: 'sip:ann@192.0.2.20', flow, expiresAt: 1, callId: 'a', seq: 1 }
  kept.keepPhones([phone])
  await kept.settled()
  const found = await keptCalls(folder).load()
  expect(await keptCalls(folder).loadPhones()).toEqual([phone])
  expect(found.map(({ callId, seq }) => `${callId} ${seq}`).sort()).toEqual(['att_1 50', 'att_2 1'])
})

it('what was forgotten before it was written, and what a kill left half-written, is no call', async () => {
  const kept = keptCalls(folder)
  await kept.load()
  kept.forget('att_never')
  await kept.settled()
  writeFileSync(join(folder, 'att_half.json'), '{"callId":"att_h')
  writeFileSync(join(folder, '.tmp-x'), 'x')
  expect(await keptCalls(folder).load()).toEqual([])
  expect(await keptCalls(folder).loadPhones()).toEqual([])
  expect(readdirSync(folder)).toHaveLength(2)
})
