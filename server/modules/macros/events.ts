import { event } from '#platform/events/event'

/** Saved words are new, read otherwise, or are not offered any more. */
export const macroChanged = event<{ macroId: string; name: string; change: 'added' | 'changed' | 'removed' }>(
  'macro.changed',
)
