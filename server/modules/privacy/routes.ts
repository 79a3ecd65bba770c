import { administrator, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { limits } from '../../limits.ts'
import { askDeletion, askErasureFor, keepAccount, stopErasureFor } from './commands/ask-erasure.ts'
import { listConsents } from './consents.ts'
import { privacy } from './contract.ts'
import { listErasures, showDeletion } from './erasures.ts'
import { chooseRetention, listRetention, tryRetention } from './retention.ts'
import { sendArchiveOf, sendMyArchive } from './send-archive.ts'

const rarely = { perMinute: limits.privacy.archivesPerMinute, by: 'actor' } as const
const supervisors = [staff('supervisor'), administrator]

export const privacyRoutes = routes(privacy, {
  'GET /me/data': { who: [shopper], limit: rarely, raw: sendMyArchive },
  'GET /me/deletion': { who: [shopper], query: showDeletion },
  'POST /me/deletion': { who: [shopper], command: askDeletion },
  'DELETE /me/deletion': { who: [shopper], command: keepAccount },
  'GET /me/consents': { who: [shopper], query: listConsents },
  'GET /customers/:id/data': { who: supervisors, limit: rarely, raw: sendArchiveOf },
  'POST /customers/:id/erasure': { who: supervisors, command: askErasureFor },
  'DELETE /customers/:id/erasure': { who: supervisors, command: stopErasureFor },
  'GET /erasures': { who: supervisors, query: listErasures },
  'GET /retention': { who: supervisors, query: listRetention },
  'GET /retention/:rule/dry-run': { who: supervisors, query: tryRetention },
  'PUT /retention/:rule': { who: [administrator], command: chooseRetention },
})
