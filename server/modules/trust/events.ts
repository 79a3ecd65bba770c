import { event } from '#platform/events/event'

/** Something that counts in a shopper's history was recorded. */
export const signalRecorded = event<{ signalId: string; kind: string }>('trust.signal_recorded')

/** A signal proved wrong and counts no more. */
export const signalVoided = event<{ signalId: string; kind: string; reason: string }>('trust.signal_voided')

/** More care was asked for with a shopper, or no longer. */
export const holdPlaced = event<{ holdId: string; step: string }>('trust.hold_placed')
export const holdLifted = event<{ holdId: string; step: string }>('trust.hold_lifted')
