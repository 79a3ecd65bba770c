import { findOrder } from '#modules/orders'
import { noteHarm } from '#modules/problems'
import { guest, key, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import { type RecallNotice, safety } from './contract.ts'
import { chooseRemedy } from './recalls/choose.ts'
import { closeRecall, openRecall } from './recalls/keep-recall.ts'
import { listNotices, presentNotices } from './recalls/present-notices.ts'
import { previewRecall } from './recalls/preview-recall.ts'
import { findNotice, listRecalls, noticesFor, showRecall } from './recalls/queries.ts'
import { noteSeen } from './recalls/seen.ts'
import { sameAgain, showSafetyOf } from './reports/by-problem.ts'
import { showSafetyOfOrder, tellOfOrder } from './reports/of-order.ts'
import { closeReport, lookAt } from './reports/look-and-close.ts'
import { listReports, showReport } from './reports/present.ts'
import { findProductsByText } from './stops/find-products.ts'
import { listStops, showStop } from './stops/queries.ts'
import { restartProduct, stopProduct } from './stops/stop-product.ts'

const asker = [shopper, guest, staff('associate')]
const desk = [staff('associate')]
const keepers = [staff('supervisor')]

export const safetyRoutes = routes(safety, {
  'POST /problems/:id/harm': {
    who: asker,
    command: async (work, input) => {
      await noteHarm(work, input)
      return await showSafetyOf(work, input)
    },
  },
  'GET /problems/:id/safety': { who: [...asker, key('read')], query: showSafetyOf },
  'POST /orders/:id/harm': { who: asker, command: tellOfOrder },
  'GET /orders/:id/safety': { who: [...asker, key('read')], query: showSafetyOfOrder },
  'POST /problems/:id/same-again': { who: asker, command: sameAgain },
  'GET /safety/reports': { who: [...desk, key('read')], query: listReports },
  'GET /safety/reports/:id': { who: [...desk, key('read')], query: showReport },
  'POST /safety/reports/:id/look': {
    who: desk,
    command: async (work, { id }) => {
      await lookAt(work, id)
      return await showReport(work, { id })
    },
  },
  'POST /safety/reports/:id/close': {
    who: desk,
    command: async (work, input) => {
      await closeReport(work, input)
      return await showReport(work, input)
    },
  },
  'GET /safety/stops': { who: [...desk, key('read')], query: listStops },
  // Whoever sees danger may stop it; starting again takes more.
  'POST /safety/stops': {
    who: desk,
    command: async (work, input) => await showStop(work, await stopProduct(work, input)),
  },
  'POST /safety/stops/:id/restart': {
    who: keepers,
    command: async (work, input) => {
      await restartProduct(work, input)
      return await showStop(work, input.id)
    },
  },
  'GET /safety/products': { who: desk, query: findProductsByText, limit: { perMinute: 120, by: 'actor' } },
  'POST /recalls/preview': { who: keepers, query: previewRecall, limit: { perMinute: 30, by: 'actor' } },
  'POST /recalls': {
    who: keepers,
    command: async (work, input) => await showRecall(work, { id: await openRecall(work, input) }),
  },
  'GET /recalls': { who: [...desk, key('read')], query: listRecalls },
  'GET /recalls/:id': { who: [...desk, key('read')], query: showRecall },
  'POST /recalls/:id/close': {
    who: keepers,
    command: async (work, input) => {
      await closeRecall(work, input)
      return await showRecall(work, input)
    },
  },
  'GET /recalls/:id/notices': { who: [...desk, key('read')], query: listNotices },
  'GET /recall-notices': {
    who: asker,
    query: async (reader, input) => ({ data: await presentNotices(reader, await noticesFor(reader, input)) }),
  },
  'GET /recall-notices/:id': { who: asker, query: (reader, { id }) => shownNotice(reader, id) },
  'POST /recall-notices/:id/seen': {
    who: asker,
    command: async (work, input) => {
      await noteSeen(work, input)
      return await shownNotice(work, input.id)
    },
  },
  'POST /recall-notices/:id/choice': {
    who: asker,
    command: async (work, input) => {
      await chooseRemedy(work, input)
      return await shownNotice(work, input.id)
    },
  },
})

/** Whoever may see the order may see what was recalled of it; another's is "not found". */
async function shownNotice(reader: Reader, id: string): Promise<RecallNotice> {
  const row = await findNotice(reader, id)
  await findOrder(reader, row.order_id, 'recall notice')
  const [shown] = await presentNotices(reader, [row])
  return shown as RecallNotice
}
