import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileStore, remotePicturePort, type FileStore } from '#modules/files'
import type { App } from '#platform/app'
import { diskFiles } from '../adapters/files/disk.ts'
import { remotePictures } from '../adapters/files/remote-pictures.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'

/** Gives an app a folder for its files, and the guarded way out to pictures; `allowOrigins` may lie on this machine. */
export function connectFiles(
  app: App,
  allowOrigins: readonly string[] = [],
): { store: FileStore; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-files-'))
  const store = diskFiles(folder)
  const fetch = createGuardedFetch({ allowOrigins })
  app.ports.set(fileStore, store)
  app.ports.set(remotePicturePort, remotePictures(fetch))
  return {
    store,
    async close() {
      await fetch.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
