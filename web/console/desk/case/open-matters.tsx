import type { OrderStory } from '#contract/story'
import { Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'
import { OpenProblem } from './open-problem.tsx'
import { OpenReview } from './open-review.tsx'
import { PendingApproval } from './pending-approval.tsx'
import { SettledProblem } from './settled-problem.tsx'

const open = new Set(['open', 'waiting', 'in_review'])

type OpenMattersProps = { story: OrderStory; photos: string[]; onSay: (words: string) => void }

/** What is wrong with this order now and what puts it right, before everything else. */
export function OpenMatters({ story, photos, onSay }: OpenMattersProps) {
  const { t } = useConsole()
  const reviews = story.reviews.filter((review) => review.state === 'open')
  const approvals = story.approvals.filter((approval) => approval.state === 'pending')
  const problems = story.problems
  if (problems.length + reviews.length + approvals.length === 0) return null
  return (
    <Section title={t('case.matters')} id="remedies">
      <ul className="divide-y divide-line">
        {problems
          .filter((problem) => open.has(problem.state))
          .map((problem) => (
            <li key={problem.id} className="px-4 py-3">
              <OpenProblem problem={problem} photos={photos} />
            </li>
          ))}
        {reviews.map((review) => (
          <li key={review.id} className="px-4 py-3">
            <OpenReview review={review} />
          </li>
        ))}
        {approvals.map((approval) => (
          <li key={approval.id} className="px-4 py-3">
            <PendingApproval approval={approval} />
          </li>
        ))}
        {problems
          .filter((problem) => !open.has(problem.state))
          .map((problem) => (
            <li key={problem.id} className="px-4 py-3">
              <SettledProblem problem={problem} onSay={onSay} />
            </li>
          ))}
      </ul>
    </Section>
  )
}
