/** What a colleague looks at who reads a solved conversation; each is answered yes, no, or does not apply. */
export const qualityQuestions = [
  'acknowledged_first',
  'understood_the_matter',
  'nothing_asked_twice',
  'right_remedy',
  'said_what_happens_next',
  'kind_throughout',
] as const
export type QualityQuestion = (typeof qualityQuestions)[number]

export type QualityAnswer = 'yes' | 'no' | 'does_not_apply'

/** Share of yes among what applies, in percent; null when nothing does. */
export function scoreOf(answers: Readonly<Partial<Record<QualityQuestion, QualityAnswer>>>): number | null {
  const given = Object.values(answers).filter((answer) => answer !== 'does_not_apply')
  if (given.length === 0) return null
  return Math.round((given.filter((answer) => answer === 'yes').length / given.length) * 100)
}
