import { anyone, key, staff } from '#platform/auth/who'
import { answer } from '#platform/contract/answer'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import { comingBack, type Return } from '../contract.ts'
import { presentReturns } from '../present.ts'
import { loadReturns } from '../queries.ts'
import { acceptDropOff } from './accept-drop-off.ts'
import { findDropOff } from './find-drop-off.ts'
import { inspectGoods } from './inspect-goods.ts'
import { listPoints } from './list-points.ts'
import { lookUp } from './look-up.ts'
import { receiveGoods } from './receive-goods.ts'
import { receiveScans } from './receive-scans.ts'
import { sendCode, sendLabel } from './send-paper.ts'
import { takeUnannounced } from './take-unannounced.ts'

const partner = [staff('associate'), key('drop_off')]
const warehouse = [staff('associate'), key('import')]

export const wayRoutes = routes(comingBack, {
  'GET /drop-off-points': { who: [anyone], query: listPoints, limit: { perMinute: 60, by: 'actor' } },
  'GET /returns/:id/parcels/:parcel/code': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, raw: sendCode },
  'GET /returns/:id/parcels/:parcel/label': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, raw: sendLabel },
  // A code is as good as what it stands for, so that guessing is slow.
  'GET /drop-offs/:code': { who: partner, query: findDropOff, limit: { perMinute: 120, by: 'actor' } },
  'POST /drop-offs': { who: partner, command: acceptDropOff, limit: { perMinute: 120, by: 'actor' } },
  'POST /returns/:id/scans': {
    who: [key('import'), staff('lead')],
    command: async (work, input) => await shown(work, await receiveScans(work, input)),
  },
  'POST /returns/:id/receipt': {
    who: warehouse,
    command: async (work, input) => await shown(work, await receiveGoods(work, input)),
  },
  'POST /returns/:id/inspection': {
    who: warehouse,
    command: async (work, input) => {
      const { returnId, approvalId } = await inspectGoods(work, input)
      const body = await shown(work, returnId)
      return approvalId ? answer(202, body) : body
    },
  },
  'POST /unannounced-parcels': {
    who: warehouse,
    command: async (work, input) => await shown(work, await takeUnannounced(work, input)),
  },
  'GET /warehouse/look-up': {
    who: warehouse,
    query: async (reader, input) => {
      const { records, ...found } = await lookUp(reader, input)
      return { ...found, returns: await presentReturns(reader, records) }
    },
  },
})

async function shown(reader: Reader, id: string): Promise<Return> {
  const [first] = await presentReturns(reader, await loadReturns(reader, [id]))
  return first as Return
}
