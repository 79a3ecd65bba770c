import { ApiError } from '#platform/errors'
import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import type { Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { fileFetched, fileFetchFailed } from './events.ts'
import { remotePicturePort } from './ports.ts'
import { storeFile } from './store-file.ts'

interface Wanted {
  url: string
  about: { kind: string; id: string }
}

/**
 * Has a picture fetched that lies elsewhere, such as a carrier's delivery photo: shoppers' browsers never load it from there.
 * `file.fetched` tells when it is here, `file.fetch_failed` when it cannot be had.
 */
export async function fetchRemotePicture(work: Work, wanted: Wanted): Promise<void> {
  await work.enqueue(fetchPicture, wanted, { key: `${wanted.about.kind}:${wanted.about.id}` })
}

/** Fetches one picture through the guarded port, treats it like an upload, and tells of it. */
export const fetchPicture = job<Wanted>(
  'files.fetch-picture',
  { retryLimit: 8, retryDelaySeconds: 30, timeoutSeconds: 60, concurrency: 2 },
  async (context, { url, about }) => {
    const { remoteBytes, remoteSeconds } = limits.files
    try {
      const content = await context
        .port(remotePicturePort)
        .fetch(url, { maxBytes: remoteBytes, timeoutMs: remoteSeconds * 1000, signal: context.signal })
      const file = await storeFile(context, { content, name: nameIn(url), owner: about, picturesOnly: true })
      await context.transact((work) =>
        work.emit(fileFetched, { kind: 'file', id: file.id }, { fileId: file.id, url, about }),
      )
    } catch (error) {
      const code = hopelessCode(error)
      if (!code && !context.isLastTry) throw error
      context.log.warn({ about, code: code ?? 'gave_up' }, 'a picture from elsewhere cannot be had')
      await context.transact((work) => work.emit(fileFetchFailed, about, { url, about, code: code ?? 'gave_up' }))
    }
  },
)

// What will be no better at the next try.
function hopelessCode(error: unknown): string | undefined {
  if (error instanceof OutsideError && error.outcome === 'refused') return error.code
  if (error instanceof ApiError && error.type === 'refused') return error.code
  return undefined
}

function nameIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined
}
