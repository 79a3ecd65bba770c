import type { OrderRecord } from '#modules/orders'
import type { Work } from '#platform/work'
import type { ProblemRecord } from './queries.ts'

/** Somebody said that something hurt a person or a thing of theirs, or could. */
export interface Harm {
  order: OrderRecord
  problem: ProblemRecord
  note: string | null
  who: 'person' | 'property' | null
  fileIds: readonly string[]
}

/** What else is done about it, in the transaction in which it was said: it is never lost between the two. */
export type HarmHandler = (work: Work, harm: Harm) => Promise<void>

const handlers: HarmHandler[] = []

/** Registers what happens when harm is told. */
export function onHarm(handler: HarmHandler): void {
  if (!handlers.includes(handler)) handlers.push(handler)
}

export async function tellHarm(work: Work, harm: Harm): Promise<void> {
  for (const handler of handlers) await handler(work, harm)
}
