import type { Actor } from '#platform/auth/actor'
import type { Demonstration } from './open-demonstration.ts'

/** Somebody at the desk, as the API knows them. */
export interface Agent {
  readonly actor: Extract<Actor, { kind: 'staff' }>
  call<T = Record<string, never>>(route: string, body?: Record<string, unknown>): Promise<T>
  /** Takes a conversation and answers in it. */
  answer(conversationId: string, text: string): Promise<void>
  /** Live frames of a topic, and signals into it. */
  live(topic: string): Promise<{ say(signal: string): void; close(): void }>
}

/** An agent of the demonstration store, who works through the API alone. */
export async function openAgent(
  store: Demonstration,
  role: 'associate' | 'administrator' = 'administrator',
): Promise<Agent> {
  const { id } = await store.app.db
    .selectFrom('staff')
    .select('id')
    .where('role', '=', role)
    .where('active', '=', true)
    .executeTakeFirstOrThrow()
  const actor = { kind: 'staff' as const, staffId: String(id), role }
  const headers = { 'x-test-actor': JSON.stringify(actor) }
  let count = 0
  const agent: Agent = {
    actor,
    async call(route, body) {
      const [method, path] = route.split(' ') as [string, string]
      const answer = await fetch(`${store.url}/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        body: body ? JSON.stringify(body) : null,
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${text}`)
      return JSON.parse(text)
    },
    async answer(conversationId, text) {
      const { desk } = await agent.call<{ desk: { assignee: { id: string } | null } }>(
        `GET /conversations/${conversationId}`,
      )
      if (desk.assignee?.id !== actor.staffId)
        await agent.call(`POST /conversations/${conversationId}/assignment`, { staff: actor.staffId })
      await agent.call(`POST /conversations/${conversationId}/messages`, {
        text,
        clientId: `agent-${++count}-${Math.random()}`,
      })
    },
    async live(topic) {
      const { WebSocket: Socket } = await import('ws')
      const socket = new Socket(`${store.url.replace('http', 'ws')}/api/v1/live`, { headers })
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      const watching = new Promise((resolve) => socket.once('message', resolve))
      socket.send(JSON.stringify({ type: 'watch', topic }))
      await watching
      return {
        say: (signal) => socket.send(JSON.stringify({ type: 'signal', topic, signal })),
        close: () => socket.close(),
      }
    },
  }
  return agent
}
