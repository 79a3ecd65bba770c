import { schedule } from '#platform/jobs/schedule'
import { limits } from '../../limits.ts'
import { drawSamples } from './quality/draw-samples.ts'

/** Draws last week's samples when a new week has begun. */
export const drawWeeklySamples = schedule(
  'insights.draw-samples',
  { everySeconds: limits.insights.drawLookSeconds },
  (context) => context.transact(drawSamples),
)
