import type * as z from 'zod'
import type { QualityAnswers } from '../contract.ts'

/** Share of yes among what applies, in percent; null when nothing does. */
export function scoreOf(answers: z.infer<typeof QualityAnswers>): number | null {
  const given = Object.values(answers).filter((answer) => answer !== 'does_not_apply')
  if (given.length === 0) return null
  return Math.round((given.filter((answer) => answer === 'yes').length / given.length) * 100)
}
