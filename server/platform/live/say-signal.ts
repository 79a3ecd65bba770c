import type { App } from '../app.ts'
import { type Actor, onlyReads } from '../auth/actor.ts'
import { read } from '../transact.ts'
import { announceSignal } from './announce.ts'
import type { Signal } from './hub.ts'
import type { Topic } from './topic.ts'

/**
 * Tells watchers in every process what is true for a moment; lost where the actor may not say it. Whether the actor may watch
 * the topic is the caller's question.
 * @param from the watcher that says it, which is not told again
 */
export async function saySignal(
  app: App,
  actor: Actor,
  topic: Topic,
  { id, data, ...said }: { id: string; signal: string; kind?: string; data?: object },
  from?: object,
): Promise<void> {
  if (onlyReads(actor)) return
  const reader = read(app, actor)
  const by = await topic.maySignal?.(reader, id, said)
  if (!by) return
  const carried = topic.carriesData && data ? { data } : {}
  const signal: Signal = { topic: `${topic.kind}:${id}`, ...said, ...carried, by, at: reader.now.toISOString() }
  app.live.signal(signal, from)
  await announceSignal(app.db, app.live.id, signal)
}
