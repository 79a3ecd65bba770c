import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { problemQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PageHead } from './page-head.tsx'

type TurnedUpChoice = NonNullable<Input<'POST /problems/:id/turned-up'>['choice']>

/** It arrived after all: thanked either way. Only where something was already sent or paid is there a choice to make. */
export function TurnedUp() {
  const { t, format } = useShopper()
  const { problemId } = useParams({ from: '/known/problems/$problemId/turned-up' })
  const problem = useQuery(problemQuery(problemId))
  const [choice, setChoice] = useState<TurnedUpChoice>('keep_and_pay')
  const navigate = useNavigate()
  const tell = useAction(
    (chosen: TurnedUpChoice | undefined, options) =>
      call('POST /problems/:id/turned-up', { id: problemId, choice: chosen }, options),
    () => navigate({ to: '/problems/$problemId', params: { problemId } }),
  )
  if (problem.isError) return <PageTrouble error={problem.error} onRetry={() => void problem.refetch()} />
  if (!problem.data) return <SkeletonRows rows={1} height="h-56" label={t('common.loading')} />
  const { refund, replacement, orderId, orderReference, value } = problem.data
  // What has not left is stopped; then there is nothing to choose.
  const isStoppable = replacement?.state === 'requested' || replacement?.state === 'accepted'
  const hasChoice = Boolean(refund || replacement) && !isStoppable
  return (
    <div className="mx-auto max-w-xl">
      <PageHead orderId={orderId} orderReference={orderReference} title={t('turnedUp.title')}>
        <p className="text-lg text-soft">
          {t(hasChoice ? 'turnedUp.detailChoice' : isStoppable ? 'turnedUp.detailStop' : 'turnedUp.detail')}
        </p>
      </PageHead>
      <Card className="grid gap-5 p-5 sm:p-6">
        {hasChoice && (
          <ChoiceList
            label={t('turnedUp.question')}
            value={choice}
            onChange={(id) => setChoice(id as TurnedUpChoice)}
            choices={[
              {
                id: 'keep_and_pay',
                label: t('turnedUp.keep'),
                detail: t('turnedUp.keepDetail', { amount: format.money(refund?.amount ?? value) }),
              },
              { id: 'return', label: t('turnedUp.return'), detail: t('turnedUp.returnDetail') },
            ]}
          />
        )}
        <ActionTrouble error={tell.error} />
        <Button
          look="primary"
          size="large"
          wide
          isPending={tell.isPending}
          onPress={() => void tell.run(hasChoice ? choice : undefined)}
        >
          {hasChoice
            ? choice === 'keep_and_pay'
              ? t('turnedUp.keepButton', { amount: format.money(refund?.amount ?? value) })
              : t('turnedUp.returnButton')
            : t('turnedUp.button')}
        </Button>
      </Card>
    </div>
  )
}
