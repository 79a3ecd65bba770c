import { event } from '#platform/events/event'

/** A colleague read a solved conversation and scored it, in percent. */
export const qualitySampleScored = event<{ sampleId: string; staffId: string; score: number | null }>(
  'quality_sample.scored',
)
