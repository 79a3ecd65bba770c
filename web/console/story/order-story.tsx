import type { OrderStory } from '#contract/story'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AddressLines } from '../../parts/address-lines.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useConsole } from '../text.ts'
import { Decisions } from './decisions.tsx'
import { MoneyMoved } from './money-moved.tsx'
import { Parcels } from './parcels.tsx'
import { Problems } from './problems.tsx'
import { RefundDialog } from './refund-dialog.tsx'
import { Facts, Section } from './section.tsx'
import { TrustCard } from './trust-card.tsx'
import { Units } from './units.tsx'
import { useChangeWords, useOrderWords, useRuleWords } from '../../parts/words.ts'

type OrderStoryProps = {
  story: OrderStory /** The review or approval that the story stands beside. */
  inHand?: string
}

/** Everything about one order at a glance, so that nobody has to tell it again. */
export function OrderStoryView({ story, inHand }: OrderStoryProps) {
  const Heading = inHand ? 'h2' : 'h1'
  const { t, format } = useConsole()
  const orderWords = useOrderWords()
  const { order, customer } = story
  const [isRefunding, setRefunding] = useState(false)
  return (
    <article className="grid gap-4" aria-labelledby="story-order">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <Heading id="story-order" className="flex flex-wrap items-center gap-x-3 text-xl">
            <span className="inline-flex items-center gap-1">
              {t('story.order')} <CopyText text={order.reference} label={t('common.copy')} />
            </span>
            <span className="tabular font-normal text-soft">{format.money(order.total)}</span>
          </Heading>
          <p className="text-soft">
            {orderWords(order)} ·{' '}
            <time title={format.exact(order.placedAt)}>
              {t('story.placed', { when: format.shortDate(order.placedAt) })}
            </time>
          </p>
        </div>
        <Button size="small" isDisabled={story.refundable.amountMinor === 0} onPress={() => setRefunding(true)}>
          {t('refund.open')}
        </Button>
      </header>
      <Waiting story={story} inHand={inHand} />
      <div className="grid items-start gap-4 min-[100rem]:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-4">
          <Units story={story} />
          <Problems problems={story.problems} />
          <Parcels shipments={story.shipments} />
          <MoneyMoved story={story} />
          <Changes story={story} />
          <Decisions decisions={story.decisions} />
          <Mails story={story} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title={t('story.shopper')}>
            <div className="grid gap-3 px-4 py-3">
              <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="link font-[580]">
                {customer.name}
              </Link>
              <Facts
                facts={[
                  customer.email && [
                    t('story.email'),
                    <CopyText key="email" text={customer.email} label={t('common.copy')} />,
                  ],
                  customer.phone && [t('story.phone'), <bdi key="phone">{customer.phone}</bdi>],
                  [t('story.since'), format.shortDate(customer.since)],
                  customer.tier && [t('story.tier'), customer.tier],
                ]}
              />
              <div className="border-t border-line pt-3 text-sm">
                <p className="mb-1 text-soft">{t('story.address')}</p>
                <AddressLines address={order.shippingAddress} />
              </div>
            </div>
          </Section>
          <TrustCard customerId={customer.id} />
          <Section title={t('story.timeline')}>
            <div className="px-4 py-4">
              <Timeline
                label={t('story.timeline')}
                steps={story.timeline.map((entry, index) => ({
                  id: String(index),
                  title: <span className="text-sm">{entry.words}</span>,
                  detail: (
                    <span className="text-sm">{[entry.by, format.moment(entry.at)].filter(Boolean).join(' · ')}</span>
                  ),
                  state: 'done',
                }))}
              />
            </div>
          </Section>
        </div>
      </div>
      {isRefunding && <RefundDialog story={story} onClose={() => setRefunding(false)} />}
    </article>
  )
}

/** Open reviews and approvals, so that two people do not do the same. */
function Waiting({ story, inHand }: { story: OrderStory; inHand?: string }) {
  const { t, format } = useConsole()
  const reviews = story.reviews.filter((review) => review.state === 'open' && review.id !== inHand)
  const approvals = story.approvals.filter((approval) => approval.state === 'pending' && approval.id !== inHand)
  return (
    <>
      {reviews.map((review) => (
        <Banner
          key={review.id}
          tone="warn"
          title={review.question}
          end={
            <Link to="/reviews" search={{ review: review.id }} className={buttonClass({ size: 'small' })}>
              {t('review.decide')}
            </Link>
          }
        >
          {t('review.by', { when: format.dayAndTime(review.decideBy) })}
        </Banner>
      ))}
      {approvals.map((approval) => (
        <Banner
          key={approval.id}
          tone="note"
          title={approval.summary}
          end={
            <Link to="/approvals" search={{ approval: approval.id }} className={buttonClass({ size: 'small' })}>
              {t('approval.open')}
            </Link>
          }
        >
          {t('approval.by', { name: approval.requestedBy.name, when: format.fromNow(approval.requestedAt) })}
        </Banner>
      ))}
    </>
  )
}

function Changes({ story }: { story: OrderStory }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const changeWords = useChangeWords()
  const rows = [
    ...story.changes.map((change) => ({
      id: change.id ?? change.kind,
      words: changeWords(change),
      state: change.state,
      at: change.requestedAt,
      kind: t(`change.kind.${change.kind}`),
    })),
    ...story.replacements.map((replacement) => ({
      id: replacement.id,
      words: rule('replacement', { code: replacement.state, words: replacement.words }),
      state: replacement.state,
      at: replacement.requestedAt,
      kind: t('change.kind.replacement'),
    })),
  ]
  if (rows.length === 0) return null
  return (
    <Section title={t('story.changes')} count={rows.length}>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-0.5 px-4 py-3 text-sm">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-[580]">{row.kind}</span>
              <Badge
                tone={
                  ['applied', 'shipped', 'delivered', 'accepted'].includes(row.state)
                    ? 'good'
                    : ['refused', 'canceled'].includes(row.state)
                      ? 'bad'
                      : 'neutral'
                }
              >
                {t(`state.${row.state}`)}
              </Badge>
            </span>
            <span>{row.words}</span>
            {row.at && <span className="text-soft">{format.moment(row.at)}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Mails({ story }: { story: OrderStory }) {
  const { t, format } = useConsole()
  if (story.notifications.length === 0) return null
  return (
    <Section title={t('story.mails')} count={story.notifications.length}>
      <ul className="divide-y divide-line">
        {story.notifications.map((mail) => (
          <li key={mail.id}>
            <details className="group text-sm">
              <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center justify-between gap-x-4 px-4 py-2.5 hover:bg-canvas">
                <span className="font-[560]">{mail.subject}</span>
                <span className="text-soft">
                  {t(`mailState.${mail.state as 'sent'}`)} · {format.moment(mail.at)}
                </span>
              </summary>
              <p className="px-4 pb-1 text-soft">{t('story.mailTo', { to: mail.to })}</p>
              <pre className="px-4 pb-4 font-sans whitespace-pre-wrap">{mail.bodyText}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
