import type { SellerConversation } from '#contract/sellerdesk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import MessagesSquare from 'lucide-react/icons/messages-square'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { conversationsQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** What shoppers and the seller write to each other, newest first. */
export function Messages() {
  const { t } = useSeller()
  const found = useInfiniteQuery(conversationsQuery)
  const rows = found.data?.pages.flatMap((page) => page.data)
  return (
    <Page title={t('place./messages')} detail={t('messages.detail')}>
      {found.isError && <PageTrouble isPart error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card className="overflow-hidden">
          {rows.length === 0 && (
            <Notice icon={<MessagesSquare aria-hidden="true" />} title={t('messages.none')}>
              {t('messages.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.conversation.id}>
                <Row row={row} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <More pages={found} />
    </Page>
  )
}

function Row({ row: { conversation, shopper, order, item, answerBy } }: { row: SellerConversation }) {
  const { t, format } = useSeller()
  return (
    <Link
      to="/messages/$conversationId"
      params={{ conversationId: conversation.id }}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3.5 text-ink no-underline hover:bg-canvas sm:px-5"
    >
      <ProductPicture url={item?.imageUrl ?? null} className="size-12" />
      <span className="min-w-0 flex-1 basis-52">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-[600]">
          <bdi>{shopper.firstName || t('shopper.somebody')}</bdi>
          {conversation.unread > 0 && <Badge tone="good">{t('messages.new', { count: conversation.unread })}</Badge>}
          {conversation.state === 'resolved' && <Badge>{t('messages.solved')}</Badge>}
        </span>
        <span className="line-clamp-2">
          <bdi>{conversation.lastText}</bdi>
        </span>
        <span className="block text-sm text-soft">
          <bdi>{[item?.title, order?.reference].filter(Boolean).join(' · ')}</bdi>
          {conversation.lastMessageAt && ` · ${format.moment(conversation.lastMessageAt)}`}
        </span>
      </span>
      {answerBy && <Deadline by={answerBy} />}
    </Link>
  )
}
