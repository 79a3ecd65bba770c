import type { JobToken } from '#platform/jobs/job'

/** Finds the orders that a recall is about, and has their shoppers told. */
export const findNotices: JobToken<{ recallId: string }> = { name: 'safety.find-notices' }

/** Tells the shoppers of a recall who have not been told. */
export const tellRecall: JobToken<{ recallId: string }> = { name: 'safety.tell-recall' }
