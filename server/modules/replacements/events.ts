import { event } from '#platform/events/event'

/** A new one is to be sent: asked of the storefront, not yet answered. */
export const replacementRequested = event<{ replacementId: string; unitIds: string[]; newUnitIds: string[] }>(
  'replacement.requested',
)

/** The storefront sends it. `expectedBy` is the day that was promised, or the storefront's own where that is later. */
export const replacementAccepted = event<{ replacementId: string; expectedBy: string; storefrontReference: string }>(
  'replacement.accepted',
)

/** The storefront cannot send it; the units and their money stand as before. */
export const replacementRefused = event<{ replacementId: string; code: string; about: { kind: string; id: string } }>(
  'replacement.refused',
)

/** It was not needed any more and could still be stopped: the first units stand for themselves again. */
export const replacementCanceled = event<{ replacementId: string; about: { kind: string; id: string } }>(
  'replacement.canceled',
)

/** It was to be stopped and had left already, or the storefront would not. */
export const replacementNotStopped = event<{ replacementId: string; about: { kind: string; id: string } }>(
  'replacement.not_stopped',
)

/** It left, or it arrived. */
export const replacementShipped = event<{ replacementId: string; shipmentId: string }>('replacement.shipped')
export const replacementDelivered = event<{ replacementId: string; shipmentId: string }>('replacement.delivered')
