import type { ProductInput } from '#contract/orders'
import type { Work } from '#platform/work'

export interface ProductOutcome {
  id: string
  outcome: 'created' | 'updated' | 'unchanged'
}

export async function upsertProducts(work: Work, source: string, inputs: readonly ProductInput[]): Promise<ProductOutcome[]> {
  void [work, source, inputs]
  throw new Error('not there yet')
}
