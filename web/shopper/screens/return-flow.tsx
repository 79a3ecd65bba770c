import type { Returnable } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Card } from '../../ui/card.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { returnableQuery } from '../data.ts'
import { chosenItems, nextStep, type ReturnAnswers, type Step } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'
import { ReturnCheck } from './return-check.tsx'
import { ReturnItems } from './return-items.tsx'
import { ReturnPhoto } from './return-photo.tsx'
import { ReturnPoint, ReturnSlot } from './return-point.tsx'
import { ReturnHow, ReturnWhat, ReturnVariant } from './return-what.tsx'
import { ReturnWhy } from './return-why.tsx'

export interface StepProps {
  returnable: Returnable
  answers: ReturnAnswers
  /** Keeps an answer and goes to the next question that is open; `passesBy` where nothing was asked, so that going back skips it. */
  onAnswer(answer: Partial<ReturnAnswers>, options?: { passesBy: boolean }): void
}

/** Sending something back: one question a page, each answered by a tap, and what goes without saying is not asked. */
export function ReturnFlow() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/return' })
  const returnable = useQuery(returnableQuery(orderId))
  if (returnable.isError) return <PageTrouble error={returnable.error} onRetry={() => void returnable.refetch()} />
  if (!returnable.data) return <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />
  return <Flow returnable={returnable.data} />
}

function Flow({ returnable }: { returnable: Returnable }) {
  const { t } = useShopper()
  const answers = useSearch({ from: '/known/orders/$orderId/return' })
  const navigate = useNavigate({ from: '/orders/$orderId/return' })
  const open = nextStep(answers, returnable)
  // A page that was asked for is shown once everything before it is answered.
  const step = answers.step && rank(answers.step) <= rank(open.step) ? answers.step : open.step
  const chosen = chosenItems(answers, returnable)
  const about = chosen.find(({ item }) => item.itemId === answers.about) ?? chosen[0]
  const itemId = step === open.step ? open.itemId : about?.item.itemId
  const props: StepProps = {
    returnable,
    answers,
    onAnswer: (answer, options) =>
      void navigate({
        search: (now) => ({ ...now, step: undefined, about: undefined, ...answer }),
        replace: options?.passesBy ?? false,
      }),
  }
  const heading = useRef<HTMLDivElement>(null)
  const place = `${step} ${itemId ?? ''}`
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    scrollTo({ top: 0 })
    heading.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [place])
  const asked = returnable.notReturnable.find((one) => one.itemId === answers.item)
  if (returnable.items.length === 0 || (asked && !answers.items)) return <NothingToReturn returnable={returnable} />
  return (
    <div ref={heading} className="mx-auto max-w-2xl">
      <PageHead
        orderId={returnable.orderId}
        orderReference={returnable.orderReference}
        title={t(step === 'to' ? 'return.to.title' : `return.${step}.title`)}
      />
      {step === 'items' && <ReturnItems {...props} />}
      {step === 'why' && <ReturnWhy key={itemId} {...props} itemId={itemId} />}
      {step === 'photo' && <ReturnPhoto key={itemId} {...props} itemId={itemId} />}
      {step === 'what' && <ReturnWhat {...props} />}
      {step === 'to' && <ReturnVariant key={itemId} {...props} itemId={itemId} />}
      {step === 'how' && <ReturnHow {...props} />}
      {step === 'point' && <ReturnPoint {...props} />}
      {step === 'slot' && <ReturnSlot {...props} />}
      {step === 'check' && <ReturnCheck {...props} />}
      <AskPerson orderReference={returnable.orderReference} orderId={returnable.orderId} className="mt-8" />
    </div>
  )
}

const order: Step[] = ['items', 'why', 'photo', 'what', 'to', 'how', 'point', 'slot', 'check']
const rank = (step: Step) => (step === 'point' || step === 'slot' ? order.indexOf('how') : order.indexOf(step))

function NothingToReturn({ returnable }: { returnable: Returnable }) {
  const { t, has, locale } = useShopper()
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={returnable.orderId} orderReference={returnable.orderReference} title={t('return.nothing')} />
      <Card>
        {returnable.notReturnable.length === 0 ? (
          <Notice title={t('return.nothingHere')} />
        ) : (
          <ul className="divide-y divide-line">
            {returnable.notReturnable.map((one) => {
              const key = `notReturnable.${one.code}`
              return (
                <li key={one.itemId} className="grid gap-2 p-5">
                  <p className="font-[560]">
                    <bdi>{one.title}</bdi>
                  </p>
                  <p className="text-soft">
                    {one.about?.kind === 'return'
                      ? t('notReturnable.in_return')
                      : preferServerWords(locale, one.message, has(key) ? t(key) : null)}
                  </p>
                  {one.about?.kind === 'return' && (
                    <Link
                      to="/returns/$returnId"
                      params={{ returnId: one.about.id }}
                      className={`${buttonClass()} justify-self-start`}
                    >
                      {t('action.view_return')}
                    </Link>
                  )}
                  {one.about?.kind === 'problem' && (
                    <Link
                      to="/problems/$problemId"
                      params={{ problemId: one.about.id }}
                      className={`${buttonClass()} justify-self-start`}
                    >
                      {t('action.view_problem')}
                    </Link>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Card>
      <AskPerson orderReference={returnable.orderReference} orderId={returnable.orderId} className="mt-8" />
    </div>
  )
}
