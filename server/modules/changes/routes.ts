import { findOrder } from '#modules/orders'
import { guest, key, sellerMember, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { answerChange } from './commands/answer-change.ts'
import { requestChange } from './commands/request-change.ts'
import { type Change, changes } from './contract.ts'
import { planChange } from './plan-change.ts'
import { presentChanges, presentPreview } from './present.ts'
import { findChange } from './queries.ts'

export const changeRoutes = routes(changes, {
  'POST /changes': {
    who: [shopper, guest, staff('associate')],
    command: async (work, input) => {
      if (input.confirm) return await shownChange(work, await requestChange(work, input))
      return await presentPreview(work, await planChange(work, await findOrder(work, input.order), input))
    },
  },
  'GET /changes/:id': {
    who: [shopper, guest, sellerMember, staff('associate'), key('read')],
    query: async (reader, { id }) => await shownChange(reader, id),
  },
  'POST /changes/:id/answer': {
    who: [sellerMember, staff('associate'), key('import')],
    command: async (work, input) => await shownChange(work, await answerChange(work, input)),
  },
})

async function shownChange(reader: Reader, id: string): Promise<Change> {
  const record = await findChange(reader, id)
  // Whoever may see the order may see its changes; another's is "not found".
  await findOrder(reader, record.row.order_id, 'change')
  const [shown] = await presentChanges(reader, [record])
  // A seller sees what they were asked about things of their own.
  const isOthers = record.row.details.request?.of !== 'seller' || (record.units.length > 0 && shown?.items.length === 0)
  if (reader.actor.kind === 'seller' && isOthers) notFound('change')
  return shown as Change
}
