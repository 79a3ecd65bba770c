import type { Problem } from '#contract/problems'
import MessageSquareQuote from 'lucide-react/icons/message-square-quote'
import type { Remedy } from '../../../parts/remedy-card.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { useProblemHeadline } from '../../../parts/problem-headline.ts'

/** A problem that is put right, in one line; what was done can be told in the shopper's words at once. */
export function SettledProblem({ problem, onSay }: { problem: Problem; onSay: (words: string) => void }) {
  const { t, format } = useConsole()
  const headline = useProblemHeadline()
  return (
    <div className="grid gap-1.5 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-[580]">{t(`problemKind.${problem.kind}`)}</span>
        <Badge tone={problem.state === 'withdrawn' ? 'neutral' : 'good'}>{t(`problemState.${problem.state}`)}</Badge>
        {problem.taken && (
          <time className="ms-auto text-soft" title={format.exact(problem.taken.at)}>
            {format.fromNow(problem.taken.at)}
          </time>
        )}
      </p>
      <p className="text-soft">{headline(problem)}</p>
      {problem.taken && (
        <Button
          size="small"
          look="quiet"
          icon={<MessageSquareQuote className="size-4" aria-hidden="true" />}
          onPress={() => onSay(problem.headline)}
          className="justify-self-start"
        >
          {t('case.say', { remedy: t(`remedy.${problem.taken.kind as Remedy['kind']}`) })}
        </Button>
      )}
    </div>
  )
}
