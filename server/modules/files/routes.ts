import { anyone, guest, key, sellerMember, shopper, staff, visitor } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { files } from './contract.ts'
import { present } from './present.ts'
import { findOwnFile } from './queries.ts'
import { sendContent } from './send-content.ts'
import { upload } from './upload.ts'

const uploaders = [
  shopper,
  guest,
  visitor,
  staff('associate'),
  sellerMember,
  key('admin'),
  key('import'),
  key('conversations:write'),
]

export const fileRoutes = routes(files, {
  'POST /files': {
    who: uploaders,
    limit: { perMinute: 60, by: 'actor' },
    raw: upload,
  },
  'GET /files/:id': {
    who: uploaders,
    query: async (reader, { id }) => present(reader, await findOwnFile(reader, id)),
  },
  // The link says who may: the signature is checked, and that its viewer is the one who asks.
  'GET /files/:id/content': { who: [anyone], raw: sendContent },
})
