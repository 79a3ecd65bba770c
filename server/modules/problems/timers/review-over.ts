import { timer } from '#platform/jobs/timer'
import { handleSilence } from '../commands/handle-silence.ts'

/** The deadline of a review. Where a lead gets more time, the deadline moves on. */
export const reviewOver = timer<{ reviewId: string }>('problems.review-over', async (work, data) => {
  const next = await handleSilence(work, data)
  if (next) await work.setTimer(reviewOver, next, data, { key: data.reviewId })
})
