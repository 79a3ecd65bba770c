import { defineModule } from '#platform/module'
import { dropFile, fileUnused } from './drop-unused.ts'
import { fetchPicture } from './fetch-picture.ts'
import { fileRoutes } from './routes.ts'
import { filesPersonal } from './personal.ts'

export { dropFile, dropUnlessUsed } from './drop-unused.ts'
export { fetchRemotePicture } from './fetch-picture.ts'
export { fileColumns, filesAreHeldIn } from './held.ts'
export { fileLink, fileLinks } from './links.ts'
export { fileStore, remotePicturePort, type FileStore, type RemotePicturePort } from './ports.ts'
export { nameAsSeen } from './name-as-seen.ts'
export { present as presentFile } from './present.ts'
export { findFiles, findOwnFile, requireOwnFiles, type FileRecord } from './queries.ts'
export { remadePicture } from './remade-picture.ts'
export { sendOpenly, viewerOfLink } from './send-content.ts'
export { filesAreSeenThrough, type Passage } from './seen-through.ts'
export { storeFile, type FileOwner } from './store-file.ts'

export const filesModule = defineModule({
  name: 'files',
  personal: filesPersonal,
  routes: [fileRoutes],
  jobs: [fetchPicture, dropFile],
  timers: [fileUnused],
})
