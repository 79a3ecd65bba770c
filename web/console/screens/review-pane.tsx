import type { Review } from '#contract/problems'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { useRemedyChoices } from '../../parts/remedy-choices.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { orderStoryQuery, reviewQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { OrderStoryView } from '../story/order-story.tsx'
import { useConsole } from '../text.ts'

const decline = 'decline'

/** One review: the question, what can be granted with cost, rule and effect, and the story beside it. */
export function ReviewPane({ id }: { id: string }) {
  const { t } = useConsole()
  const review = useQuery(reviewQuery(id))
  useLive(review.data && { topic: `order:${review.data.orderId}` })
  const story = useQuery({ ...orderStoryQuery(review.data?.orderId ?? ''), enabled: Boolean(review.data) })
  if (review.isError) return <PageTrouble isPart error={review.error} onRetry={() => void review.refetch()} />
  return (
    <div className="grid gap-6 p-4 sm:p-6">
      {review.data ? (
        <Decide review={review.data} />
      ) : (
        <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
      )}
      {story.isError && <PageTrouble isPart error={story.error} onRetry={() => void story.refetch()} />}
      {story.data ? (
        <OrderStoryView story={story.data} inHand={id} />
      ) : (
        !story.isError && <SkeletonRows rows={2} height="h-40" label={t('common.loading')} />
      )}
    </div>
  )
}

function Decide({ review }: { review: Review }) {
  const { t, format } = useConsole()
  const choices = useRemedyChoices()(review.remedies)
  const [choice, setChoice] = useState<string | null>(choices.find(({ remedy }) => remedy.recommended)?.id ?? null)
  const [note, setNote] = useState('')
  const toast = useToast()
  const decide = useAction(
    (input: Input<'POST /reviews/:id/decision'>, options) => call('POST /reviews/:id/decision', input, options),
    () => toast(t('review.decided')),
  )
  const chosen = choices.find((each) => each.id === choice)
  const mayDecide = review.allowed.includes('decide')
  const send = () =>
    void decide.run({
      id: review.id,
      note: note.trim(),
      ...(choice === decline ? { decline: true } : { remedy: chosen?.remedy.id, variant: chosen?.variant }),
    })
  return (
    <Card className="grid gap-5 p-5" aria-labelledby="review-question">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Deadline at={review.decideBy} isOver={review.state !== 'open'} />
          <Badge>{t('review.needs', { role: t(`role.${review.requiredRole as 'lead'}`) })}</Badge>
          <span className="tabular text-sm text-soft">{t('review.value', { value: format.money(review.value) })}</span>
        </div>
        <h2 id="review-question" className="text-xl">
          <bdi>{review.question}</bdi>
        </h2>
        <p className="text-sm text-soft">
          <bdi>{review.onSilenceWords}</bdi>
        </p>
      </header>
      {review.state !== 'open' && (
        <Banner tone="good" title={t(`review.outcome.${review.state}`, { by: review.decidedBy ?? '–' })}>
          {[review.outcome, review.note].filter(Boolean).join(' · ')}
        </Banner>
      )}
      {review.notAllowed.map((reason) => (
        <Banner key={reason.code} tone="warn" title={reason.message} />
      ))}
      {mayDecide && (
        <>
          <ChoiceList
            label={t('review.decision')}
            value={choice}
            onChange={setChoice}
            choices={[
              ...choices.map(({ id, title, remedy }) => ({
                id,
                label: (
                  <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                    <span>
                      {title} {remedy.recommended && <Badge tone="good">{t('remedy.recommended')}</Badge>}{' '}
                      {!remedy.withinPolicy && <Badge tone="warn">{t('review.departure')}</Badge>}
                    </span>
                    <span className="tabular text-sm font-normal text-soft">
                      {t('review.cost', { amount: format.money(remedy.cost) })}
                    </span>
                  </span>
                ),
                detail: `${remedy.rule} · ${remedy.effect}`,
              })),
              { id: decline, label: t('review.decline'), detail: t('review.declineDetail') },
            ]}
          />
          <TextField
            label={t('review.note')}
            hint={t('review.noteHint')}
            lines={3}
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
          <ActionTrouble error={decide.error} />
          <Button
            look={choice === decline ? 'danger' : 'primary'}
            isDisabled={!choice || note.trim().length < 3}
            isPending={decide.isPending}
            onPress={send}
            className="justify-self-start"
          >
            {chosen
              ? t('review.grant', { remedy: chosen.title })
              : choice === decline
                ? t('review.decline')
                : t('review.choose')}
          </Button>
        </>
      )}
    </Card>
  )
}
