import type { JobToken } from '#platform/jobs/job'

/** What open problems still offer of a product is worked out anew. */
export const dropOffers: JobToken<{ productId: string }> = { name: 'safety.drop-offers' }
