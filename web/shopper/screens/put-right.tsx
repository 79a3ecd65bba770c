import type { Problem } from '#contract/problems'
import { Link } from '@tanstack/react-router'
import Banknote from 'lucide-react/icons/banknote'
import CircleCheck from 'lucide-react/icons/circle-check'
import Clock from 'lucide-react/icons/clock'
import PackageCheck from 'lucide-react/icons/package-check'
import Undo2 from 'lucide-react/icons/undo-2'
import type { ReactNode } from 'react'
import { MoneyBack } from '../../parts/money-back.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useShopper } from '../text.ts'

/** What came of it: the new parcel, the money by payment method, or who decides by when. */
export function PutRight({ problem }: { problem: Problem }) {
  const { t, locale, format } = useShopper()
  const { replacement, refund, review, turnedUp, exchange } = problem
  const goesBack = problem.return
  const claim = problem.taken?.kind === 'claim' ? problem.claim : null
  return (
    <>
      {claim && (
        <Result icon={<Clock />} title={preferServerWords(locale, claim.headline, t('putRight.claim'))}>
          <p className="text-soft">{preferServerWords(locale, claim.words, t('putRight.claimDetail'))}</p>
          <Link
            to="/claims/$claimId"
            params={{ claimId: claim.id }}
            className={buttonClass({ look: 'primary', wide: true })}
          >
            {t('action.view_claim')}
          </Link>
        </Result>
      )}
      {replacement && (
        <Result icon={<PackageCheck />} title={t('putRight.replacement')}>
          <p className="text-soft">
            {preferServerWords(locale, replacement.words, t(`replacement.${replacement.state}`))}
          </p>
          <Timeline
            label={t('putRight.replacement')}
            steps={[
              { id: 'asked', title: t('putRight.asked'), time: format.moment(replacement.requestedAt), state: 'done' },
              {
                id: 'packed',
                title: t(`replacement.${replacement.state}`),
                state:
                  replacement.state === 'delivered'
                    ? 'done'
                    : replacement.state === 'refused' || replacement.state === 'canceled'
                      ? 'trouble'
                      : 'now',
              },
              ...(replacement.expectedBy && replacement.state !== 'delivered'
                ? [
                    {
                      id: 'there',
                      title: t(replacement.late ? 'putRight.wasDue' : 'putRight.arrives'),
                      time: format.day(replacement.expectedBy),
                      state: replacement.late ? ('trouble' as const) : ('next' as const),
                    },
                  ]
                : []),
            ]}
          />
          {replacement.deliveryRequirement !== 'none' && (
            <p className="rounded-lg bg-sunken px-4 py-3 text-[0.9375rem]">
              {t(`putRight.requires.${replacement.deliveryRequirement}`)}
            </p>
          )}
        </Result>
      )}
      {exchange?.waitsForPayment && (
        <Result icon={<Clock />} title={t('exchange.waits')}>
          <p className="text-soft">{t('exchange.waitsDetail', { amount: format.money(exchange.difference) })}</p>
        </Result>
      )}
      {goesBack && (
        <Result
          icon={<Undo2 />}
          title={t(problem.taken?.kind === 'return_for_refund' ? 'putRight.sendBack' : 'putRight.oldOne')}
        >
          <p className="text-soft">
            {preferServerWords(
              locale,
              goesBack.words,
              goesBack.handOverBy
                ? t('putRight.backBy', { day: format.day(goesBack.handOverBy) })
                : t('putRight.backLater'),
            )}
          </p>
          <Link to="/returns/$returnId" params={{ returnId: goesBack.id }} className={buttonClass({ wide: true })}>
            {t('putRight.howBack')}
          </Link>
        </Result>
      )}
      {refund && (
        <Result icon={<Banknote />} title={t('putRight.refund', { amount: format.money(refund.amount) })}>
          <MoneyBack refund={refund} />
        </Result>
      )}
      {review && (
        <Result icon={<Clock />} title={t('putRight.review')}>
          <p className="text-soft">{t('putRight.reviewDetail')}</p>
          {review.missedAt && locale !== 'en' && (
            <p>{t('putRight.missed', { moment: format.dayAndTime(review.missedAt) })}</p>
          )}
          <Timeline
            label={t('putRight.review')}
            steps={[
              { id: 'told', title: t('putRight.told'), time: format.moment(problem.openedAt), state: 'done' },
              {
                id: 'looking',
                title: t(problem.photos ? 'putRight.lookingAtThing' : 'putRight.looking'),
                state: 'now',
              },
              {
                id: 'answer',
                title: t('putRight.answer'),
                time: t('timeline.by', { day: format.dayAndTime(review.decideBy) }),
                state: 'next',
              },
            ]}
          />
          <p className="rounded-lg bg-sunken px-4 py-3 text-[0.9375rem]">
            {preferServerWords(
              locale,
              review.onSilenceWords,
              t(review.missedAt ? 'putRight.silence.again' : `putRight.silence.${review.onSilence}`),
            )}
          </p>
        </Result>
      )}
      {turnedUp && (
        <Result icon={<CircleCheck />} title={t('turnedUp.done')}>
          <p className="text-soft">{t('turnedUp.doneDetail', { day: format.day(turnedUp.at) })}</p>
        </Result>
      )}
    </>
  )
}

function Result({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <Card className="p-5 sm:p-6">
      <div className="flex items-center gap-3">
        <span
          className="grid size-11 shrink-0 place-items-center rounded-full bg-accent-wash text-accent-ink [&>svg]:size-5.5"
          aria-hidden="true"
        >
          {icon}
        </span>
        <h2 className="text-lg">{title}</h2>
      </div>
      <div className="mt-4 grid gap-4">{children}</div>
    </Card>
  )
}
