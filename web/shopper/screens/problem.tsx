import type { Problem } from '#contract/problems'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useLive } from '../../kit/live.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Photos } from '../../parts/photos.tsx'
import { useProblemHeadline } from '../../parts/problem-headline.ts'
import { preferServerWords, useRuleWords } from '../../parts/words.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { problemQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { SafetyCard, TellHarm } from '../safety/safety-card.tsx'
import { AddPhotos } from './add-photos.tsx'
import { AfterThePhoto } from './after-the-photo.tsx'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'
import { ProblemWhy } from './problem-why.tsx'
import { PutRight } from './put-right.tsx'
import { Remedies } from './remedies.tsx'

/** One problem: the answer first, then the choice or what came of it, then why. */
export function ProblemPage() {
  const { t } = useShopper()
  const { problemId } = useParams({ from: '/known/problems/$problemId' })
  const problem = useQuery(problemQuery(problemId))
  useLive(problem.data && { topic: `order:${problem.data.orderId}` })
  if (problem.isError) return <PageTrouble error={problem.error} onRetry={() => void problem.refetch()} />
  if (!problem.data) return <SkeletonRows rows={2} height="h-56" label={t('common.loading')} />
  return <ProblemView problem={problem.data} />
}

/** Why, in a sentence; the rest is one tap away. */
function FirstReason({ problem }: { problem: Problem }) {
  const { locale } = useShopper()
  const rule = useRuleWords()
  const reason = problem.decision.reasons[0]
  if (!reason || (locale === 'en' && problem.words.includes(reason.words))) return null
  return <p className="mt-1 border-s-3 border-accent-line ps-3 text-soft">{rule('reason', reason)}</p>
}

function ProblemView({ problem }: { problem: Problem }) {
  const { t, locale } = useShopper()
  const headline = useProblemHeadline()
  const isChoosing = problem.allowed.some((action) => action.action === 'take_remedy')
  const canAddPhotos = problem.allowed.some((action) => action.action === 'add_photos')
  const needsPhoto = isChoosing && canAddPhotos && (problem.photos?.missing ?? 0) > 0
  const canTurnUp = problem.allowed.some((action) => action.action === 'turned_up')
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        orderId={problem.orderId}
        orderReference={problem.orderReference}
        title={headline(problem)}
        isSettled={problem.state === 'remedied' || problem.state === 'turned_up'}
      >
        <p className="text-lg text-soft">
          {preferServerWords(
            locale,
            problem.words,
            t(needsPhoto ? 'problem.photoFirst' : isChoosing ? 'problem.acknowledge' : 'problem.settled'),
          )}
        </p>
        <FirstReason problem={problem} />
      </PageHead>
      <div className="grid gap-6">
        <SafetyCard problem={problem} />
        <PutRight problem={problem} />
        {needsPhoto && problem.photos && <AddPhotos problem={problem} photos={problem.photos} />}
        {isChoosing && !needsPhoto && <Remedies problem={problem} />}
        {needsPhoto && <AfterThePhoto problem={problem} />}
        {problem.files.length > 0 && <Photos files={problem.files} />}
        {canAddPhotos && !needsPhoto && problem.photos && (
          <div className="overflow-hidden rounded-xl border border-line">
            <Disclosure title={t('photos.more')}>
              <AddPhotos problem={problem} photos={problem.photos} />
            </Disclosure>
          </div>
        )}
        <ProblemWhy problem={problem} />
        {canTurnUp && (
          <section className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line px-5 py-4">
            <p className="min-w-0 flex-1 basis-60 text-soft">{t('turnedUp.invite')}</p>
            <Link to="/problems/$problemId/turned-up" params={{ problemId: problem.id }} className={buttonClass()}>
              {t('action.turned_up')}
            </Link>
          </section>
        )}
        <TellHarm problem={problem} />
        <AskPerson
          orderReference={problem.orderReference}
          problemReference={problem.reference}
          orderId={problem.orderId}
          about={`problem:${problem.id}`}
        />
      </div>
    </div>
  )
}
