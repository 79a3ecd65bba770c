import type { TestApp } from '#testing/app'
import { OperationNodeTransformer, type KyselyPlugin, type QueryId, type SelectQueryNode, type TableNode } from 'kysely'

/** A fault on purpose: the app as it was, but `lockOrder` no longer locks. Only a test can make it so. */
export function withoutOrderLock(app: TestApp): TestApp {
  return { ...app, db: app.db.withPlugin(forgetLocks) }
}

class ForgetOrderLocks extends OperationNodeTransformer {
  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const query = super.transformSelectQuery(node, queryId)
    const tables = query.from?.froms.map((from) => (from as TableNode).table?.identifier?.name) ?? []
    if (!tables.includes('orders')) return query
    return { ...query, endModifiers: query.endModifiers?.filter(({ modifier }) => modifier !== 'ForUpdate') }
  }
}

const transformer = new ForgetOrderLocks()
const forgetLocks: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}
