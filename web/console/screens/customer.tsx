import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ChangeAccount } from '../customers/change-account.tsx'
import { MergeShopper } from '../customers/merge-shopper.tsx'
import { MergedShoppers } from '../customers/merged-shoppers.tsx'
import { useAccountFacts } from '../customers/use-account-facts.tsx'
import { accountQuery, customerStoryQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { TheirData } from '../privacy/their-data.tsx'
import { Problems } from '../story/problems.tsx'
import { Facts, Section } from '../story/section.tsx'
import { Assessment } from '../story/trust-card.tsx'
import { customerConversationsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { useOrderWords } from '../../parts/words.ts'

/** A shopper: their orders, what went wrong before, what was given, and how far they are trusted. */
export function CustomerPage() {
  const { t, format } = useConsole()
  const orderWords = useOrderWords()
  const { customerId } = useParams({ from: '/inside/customers/$customerId' })
  const story = useQuery(customerStoryQuery(customerId))
  const reach = useAccountFacts(
    useQuery({ ...accountQuery(story.data?.customer.id ?? ''), enabled: story.isSuccess }).data,
  )
  if (story.isError) return <PageTrouble error={story.error} onRetry={() => void story.refetch()} />
  if (!story.data)
    return (
      <div className="p-6">
        <SkeletonRows rows={4} height="h-32" label={t('common.loading')} />
      </div>
    )
  const { customer, orders, problems, trust } = story.data
  return (
    <Page
      title={customer.name}
      detail={customer.email && <CopyText text={customer.email} label={t('common.copy')} />}
      end={
        <div className="flex flex-wrap gap-2">
          <ChangeAccount customerId={customer.id} />
          <MergeShopper into={customer} />
          <TheirData customer={customer} />
        </div>
      }
      wide
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4">
          <Section title={t('customer.orders')} count={orders.length}>
            <ul className="divide-y divide-line">
              {orders.map((order) => (
                <li key={order.id}>
                  <Link
                    to="/orders/$orderId"
                    params={{ orderId: order.id }}
                    className="grid gap-x-4 px-4 py-3 text-ink no-underline hover:bg-canvas sm:grid-cols-[7rem_minmax(0,1fr)_auto]"
                  >
                    <span className="font-[580]">{order.reference}</span>
                    <span className="min-w-0">
                      {orderWords(order)}
                      <span className="block truncate text-sm text-soft">
                        {order.items.map((item) => item.title).join(', ')}
                      </span>
                    </span>
                    <span className="tabular text-sm sm:text-end">
                      {format.money(order.total)}
                      <span className="block text-soft max-sm:ms-2 max-sm:inline">
                        {format.shortDate(order.placedAt)}
                      </span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
          <Problems problems={problems} />
          <Conversations customerId={customer.id} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title={t('story.shopper')}>
            <div className="grid gap-3 px-4 py-3">
              <Facts
                facts={[
                  ...reach,
                  [t('story.since'), format.shortDate(customer.since)],
                  customer.tier && [t('story.tier'), customer.tier],
                  ...customer.storeCredit.map((credit) => [t('customer.credit'), format.money(credit)] as const),
                ]}
              />
              <p className="flex flex-wrap gap-1.5">
                {customer.paymentMethods.map((method) => (
                  <Badge key={method.id}>
                    <bdi>{method.label}</bdi>
                  </Badge>
                ))}
              </p>
            </div>
          </Section>
          <MergedShoppers customerId={customer.id} />
          <Section
            title={t('trust.title')}
            end={
              <Badge tone={trust.band === 'low' ? 'good' : trust.band === 'medium' ? 'note' : 'warn'}>
                {t(`risk.${trust.band}`)}
              </Badge>
            }
          >
            <Assessment trust={trust} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

/** What was said with them, on whatever channel. */
function Conversations({ customerId }: { customerId: string }) {
  const { t, format } = useConsole()
  const rows = useQuery(customerConversationsQuery(customerId)).data?.data
  if (!rows || rows.length === 0) return null
  return (
    <Section title={t('search.conversations')} count={rows.length}>
      <ul className="divide-y divide-line">
        {rows.map((conversation) => (
          <li key={conversation.id}>
            <Link
              to="/desk"
              search={{ c: conversation.id }}
              className="grid gap-x-4 px-4 py-3 text-ink no-underline hover:bg-canvas sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
            >
              <span className="font-[580]">{conversation.reference}</span>
              <span className="min-w-0">
                {t(conversation.state === 'open' ? 'desk.open' : 'desk.resolved')} ·{' '}
                {t(`channel.${conversation.channel}`)}
                <span className="block truncate text-sm text-soft" dir="auto">
                  {conversation.lastText || conversation.subject}
                </span>
              </span>
              <span className="tabular text-sm text-soft sm:text-end">{format.shortDate(conversation.openedAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
