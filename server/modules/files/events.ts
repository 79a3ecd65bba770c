import { event } from '#platform/events/event'

/** Somebody uploaded a file. */
export const fileStored = event<{ fileId: string; mediaType: string; sizeBytes: number }>('file.stored')

/** A picture from elsewhere is here now. `about` is what it was fetched for, such as a delivery proof. */
export const fileFetched = event<{ fileId: string; url: string; about: { kind: string; id: string } }>('file.fetched')

/** A picture from elsewhere cannot be had: its address is not allowed, it is no picture, or nobody answers. */
export const fileFetchFailed = event<{ url: string; about: { kind: string; id: string }; code: string }>(
  'file.fetch_failed',
)
