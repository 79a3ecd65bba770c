import { event } from '#platform/events/event'

/** A version of the rules holds for orders placed from a moment on. */
export const policyActivated = event<{ versionId: string; number: number; activeFrom: string }>('policy.activated')
