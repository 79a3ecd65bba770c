import { setTimeout } from 'node:timers/promises'
import type { TestApp } from '#testing/app'
import { OperationNodeTransformer, type KyselyPlugin, type QueryId, type SelectQueryNode, type TableNode } from 'kysely'

/** Long enough that whoever comes at the same moment reads, too, before anything is written. */
const lingerMs = 40

const unlocked = new WeakSet<QueryId>()

/**
 * A fault on purpose: the app as it was, but `lockOrder` no longer locks, and is slow, so that whether two meet is not left to the
 * machine. Only a test can make it so.
 */
export function withoutOrderLock(app: TestApp): TestApp {
  return { ...app, db: app.db.withPlugin(forgetLocks) }
}

class ForgetOrderLocks extends OperationNodeTransformer {
  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const query = super.transformSelectQuery(node, queryId)
    const tables = query.from?.froms.map((from) => (from as TableNode).table?.identifier?.name) ?? []
    if (!tables.includes('orders')) return query
    const endModifiers = query.endModifiers?.filter(({ modifier }) => modifier !== 'ForUpdate')
    if (queryId && endModifiers?.length !== query.endModifiers?.length) unlocked.add(queryId)
    return { ...query, endModifiers }
  }
}

const transformer = new ForgetOrderLocks()
const forgetLocks: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: async ({ result, queryId }) => {
    if (unlocked.has(queryId)) await setTimeout(lingerMs)
    return result
  },
}
