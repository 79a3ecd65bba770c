import { anyone, guest, key, sellerMember, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { files } from './contract.ts'
import { present } from './present.ts'
import { findOwnFile } from './queries.ts'
import { sendContent } from './send-content.ts'
import { upload } from './upload.ts'

export const fileRoutes = routes(files, {
  'POST /files': {
    who: [shopper, guest, staff('associate'), sellerMember, key('admin'), key('import')],
    limit: { perMinute: 60, by: 'actor' },
    raw: upload,
  },
  'GET /files/:id': {
    who: [shopper, guest, staff('associate'), sellerMember, key('admin'), key('import')],
    query: async (reader, { id }) => present(reader, await findOwnFile(reader, id)),
  },
  // The link says who may: the signature is checked, and that its viewer is the one who asks.
  'GET /files/:id/content': { who: [anyone], raw: sendContent },
})
