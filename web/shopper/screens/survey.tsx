import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import CircleCheck from 'lucide-react/icons/circle-check'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { now } from '../../kit/clock.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'

type Survey = Output<'GET /surveys/:id'>
type Reason = NonNullable<Survey['reason']>
const reasons: Reason[] = ['not_solved_yet', 'not_what_i_wanted', 'took_too_long', 'unkind', 'other']

/**
 * Did we solve it? The mailed link presets the answer; nothing counts before the button is pressed, because programs open links
 * too. It can be changed as long as the question is open.
 */
export function SurveyPage() {
  const { surveyId } = useParams({ from: '/survey/$surveyId' })
  const { token } = useSearch({ from: '/survey/$surveyId' })
  const survey = useQuery({
    queryKey: ['survey', surveyId],
    queryFn: ({ signal }) => call('GET /surveys/:id', { id: surveyId, token }, { signal }),
  })
  if (survey.error) return <PageTrouble error={survey.error} onRetry={() => void survey.refetch()} />
  if (!survey.data) return <Skeleton className="mx-auto h-80 max-w-xl rounded-xl" />
  if (new Date(survey.data.expiresAt) <= now()) return <Over />
  return <Question survey={survey.data} token={token} />
}

function Question({ survey, token }: { survey: Survey; token: string | undefined }) {
  const { t } = useShopper()
  const preset = useSearch({ from: '/survey/$surveyId' }).solved
  const answered = survey.solved === null ? null : survey.solved ? 'yes' : 'no'
  const [solved, setSolved] = useState<string | null>(preset ?? answered)
  const [reason, setReason] = useState<string | null>(survey.reason)
  const [comment, setComment] = useState(survey.comment ?? '')
  const [done, setDone] = useState(false)
  const send = useAction(
    (input: { solved: boolean; reason: Reason | null; comment: string }) =>
      call('POST /surveys/:id/answer', {
        id: survey.id,
        token,
        solved: input.solved,
        reason: input.reason,
        ...(input.comment.trim() ? { comment: input.comment.trim() } : {}),
      }),
    () => setDone(true),
  )
  if (send.error?.code === 'survey_over') return <Over />
  if (done) return <Thanks isSolved={solved === 'yes'} onChange={() => setDone(false)} />
  const answer = () =>
    void send.run({
      solved: solved === 'yes',
      reason: solved === 'no' ? (reasons.find((each) => each === reason) ?? null) : null,
      comment,
    })
  return (
    <Page title={t('survey.title')} detail={t('survey.about', { reference: survey.reference })}>
      <Card className="grid gap-6 p-5 sm:p-6">
        <ChoiceList
          label={t('survey.question')}
          value={solved}
          onChange={setSolved}
          choices={[
            { id: 'yes', label: t('survey.yes') },
            { id: 'no', label: t('survey.no') },
          ]}
        />
        {solved === 'no' && (
          <ChoiceList
            label={t('survey.why')}
            value={reason}
            onChange={setReason}
            choices={reasons.map((id) => ({ id, label: t(`survey.${id}`) }))}
          />
        )}
        {solved !== null && (
          <TextField
            label={t('survey.comment')}
            value={comment}
            onChange={setComment}
            lines={3}
            maxLength={2000}
            dir="auto"
          />
        )}
        <ActionTrouble error={send.error} onRetry={answer} />
        <Button
          look="primary"
          size="large"
          wide
          isDisabled={solved === null}
          isPending={send.isPending}
          onPress={answer}
        >
          {t('survey.send')}
        </Button>
      </Card>
    </Page>
  )
}

function Thanks({ isSolved, onChange }: { isSolved: boolean; onChange: () => void }) {
  const { t } = useShopper()
  return (
    <Page
      isDone
      title={t(isSolved ? 'survey.thanksYes' : 'survey.thanksNo')}
      detail={t(isSolved ? 'survey.thanksYesDetail' : 'survey.thanksNoDetail')}
    >
      <div className="flex flex-wrap gap-3">
        {!isSolved && (
          <Link to="/contact" className={buttonClass({ look: 'primary' })}>
            {t('survey.help')}
          </Link>
        )}
        <Button look="quiet" onPress={onChange}>
          {t('survey.change')}
        </Button>
      </div>
    </Page>
  )
}

function Over() {
  const { t } = useShopper()
  return (
    <Page title={t('survey.over')} detail={t('survey.overDetail')}>
      <Link to="/contact" className={buttonClass({ look: 'primary' })}>
        {t('survey.help')}
      </Link>
    </Page>
  )
}

function Page({
  title,
  detail,
  isDone,
  children,
}: {
  title: string
  detail: string
  isDone?: boolean
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isDone) heading.current?.focus({ preventScroll: true })
  }, [isDone])
  return (
    <div className="mx-auto max-w-xl">
      <header className="mb-6 grid gap-1.5">
        {isDone && <CircleCheck className="size-9 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />}
        <h1 ref={heading} tabIndex={-1} className="text-2xl outline-none sm:text-3xl">
          {title}
        </h1>
        <p className="text-soft">{detail}</p>
      </header>
      {children}
    </div>
  )
}
