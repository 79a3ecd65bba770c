import { event } from '#platform/events/event'

/** A shopper, or somebody for them, wants their account deleted. */
export const erasureAsked = event<{ erasureId: string; dueAt: string }>('erasure.asked')
/** They changed their mind in time. */
export const erasureCanceled = event<{ erasureId: string }>('erasure.canceled')
/** Nothing leads to them any more. */
export const erasureDone = event<{ erasureId: string }>('erasure.done')
/** Somebody of the store took everything that is kept of a shopper. */
export const archiveGiven = event<{ customerId: string }>('archive.given')
/** Somebody agreed to something, or took it back. */
export const consentChanged = event<{ kind: string; given: boolean }>('consent.changed')
/** Somebody changed how long something is kept. */
export const retentionChanged = event<{ rule: string; days: number | null }>('retention.changed')
