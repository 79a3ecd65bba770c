import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { vi } from 'vitest'
import { OutsideError } from '#platform/outside-error'
import type {
  AgentEndpoint,
  AnswerCaller,
  CallEvent,
  KeptLineCalls,
  TelephonyPort,
} from '../../../modules/calls/ports.ts'
import { collect } from '../contract-suite.ts'
import { twilioTelephony, type TwilioConnection } from './adapter.ts'
import { type FakeTwilio, openFakeTwilio } from './fake/server.ts'
import type { LineCall } from './line-call.ts'

export const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'an-auth-token-of-tests' }
/** What the provider knows us by; nothing answers there. */
export const webhookUrl = 'https://help.shop.test/api/v1/webhooks/telephone'

export interface TwilioBench {
  port: TelephonyPort
  events: readonly CallEvent[]
  fake: FakeTwilio
  kept: KeptLineCalls<LineCall>
  /** Another process on the same calls; webhooks go to it from now on. */
  another(more?: Partial<TwilioConnection>): TelephonyPort
  until(look: () => boolean | Promise<boolean>): Promise<void>
  close(): Promise<void>
}

/** Kept in memory, as a database keeps it: what is changed under the lock is seen by everybody at once. */
export function memoryCalls(): KeptLineCalls<LineCall> & { calls: Map<string, LineCall> } {
  const calls = new Map<string, LineCall>()
  return {
    calls,
    async change(callId, change) {
      const next = change(calls.get(callId))
      if (next) calls.set(callId, structuredClone(next))
      return next && structuredClone(next)
    },
    isKnown: async (sid) => [...calls.values()].some(({ legs }) => legs.some((leg) => leg.sid === sid)),
  }
}

export const agent = (name: string): AgentEndpoint => ({
  agentId: `stf_${name}`,
  kind: 'address',
  address: `client:${name}`,
})

/** The adapter with the fake provider behind it, over real HTTP both ways. */
export async function openTwilio(
  more: Partial<TwilioConnection> & { answerCaller?: AnswerCaller } = {},
): Promise<TwilioBench> {
  let port: TelephonyPort
  const webhooks = createServer((incoming, outgoing) => {
    void buffer(incoming).then(async (rawBody) => {
      const url = new URL(webhookUrl).origin + incoming.url
      const headers = incoming.headers as Record<string, string | undefined>
      try {
        const answer = await port.webhook?.({ method: 'POST', url, headers, rawBody })
        outgoing.writeHead(answer?.status ?? 404, { 'content-type': answer?.contentType ?? '' }).end(answer?.body)
      } catch (error) {
        outgoing.writeHead(error instanceof OutsideError && error.code === 'bad_signature' ? 403 : 500).end()
      }
    })
  }).listen(0, '127.0.0.1')
  await once(webhooks, 'listening')
  const inside = `http://127.0.0.1:${(webhooks.address() as AddressInfo).port}`
  const fake = await openFakeTwilio({ ...account, reach: (url) => url.replace(new URL(webhookUrl).origin, inside) })
  const kept = memoryCalls()
  const events: CallEvent[] = []
  const open = (settings: Partial<TwilioConnection> = {}) => {
    port = twilioTelephony({
      ...account,
      baseUrl: fake.url,
      callerId: '+12025550100',
      webhookUrl,
      kept,
      locale: async () => 'en',
      answerCaller: async () => ({ locale: 'en', say: ['Hello.'], ask: false, otherwise: [] }),
      ...more,
      ...settings,
    })
    collect(port, events)
    return port
  }
  return {
    port: open(),
    events,
    fake,
    kept,
    another: open,
    until: async (look) => void (await vi.waitUntil(look, { timeout: 30_000, interval: 2 })),
    async close() {
      await port.stop()
      await fake.close()
      webhooks.closeAllConnections()
      webhooks.close()
    },
  }
}
