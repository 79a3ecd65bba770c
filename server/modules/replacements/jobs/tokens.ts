import type { JobToken } from '#platform/jobs/job'

/** Asks the storefront to stop what it was asked to send. */
export const stopAtStorefront: JobToken<{ replacementId: string }> = { name: 'replacements.stop' }
