import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface ReceivedWebhook {
  headers: Record<string, string | undefined>
  rawBody: Buffer
  receivedAt: Date
}

/** A receiver of webhooks for tests, over real HTTP. */
export async function openWebhookReceiver(answer: () => number = () => 204): Promise<{
  url: string
  received: ReceivedWebhook[]
  /** Resolves as soon as so many have come in all. */
  whenReceived(count: number): Promise<void>
  close(): Promise<void>
}> {
  const received: ReceivedWebhook[] = []
  let noticed: () => void = () => {}
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming).then((rawBody) => {
      received.push({
        headers: incoming.headers as Record<string, string | undefined>,
        rawBody,
        receivedAt: new Date(),
      })
      outgoing.writeHead(answer()).end()
      noticed()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    async whenReceived(count) {
      while (received.length < count) await new Promise<void>((resolve) => (noticed = resolve))
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
