import type { Conversation } from '#contract/conversations'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import MessageCircle from 'lucide-react/icons/message-circle'
import { PageTrouble } from '../../parts/trouble.tsx'
import { useChatText } from '../../parts/chat/text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { conversationsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PageHead } from './page-head.tsx'

/** Everything that was written, newest first. */
export function Conversations() {
  const { t } = useShopper()
  const found = useInfiniteQuery(conversationsQuery)
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  const all = found.data?.pages.flatMap(({ data }) => data)
  return (
    <div className="mx-auto max-w-3xl">
      <PageHead title={t('conversations.title')} />
      {!all && <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />}
      {all?.length === 0 && (
        <Notice
          icon={<MessageCircle aria-hidden="true" />}
          title={t('conversations.empty')}
          actions={
            <Link to="/contact" className={buttonClass({ look: 'primary' })}>
              {t('conversations.new')}
            </Link>
          }
        >
          {t('conversations.emptyDetail')}
        </Notice>
      )}
      {all && all.length > 0 && (
        <>
          <Card className="overflow-hidden">
            <ul className="divide-y divide-line">
              {all.map((conversation) => (
                <li key={conversation.id}>
                  <Row conversation={conversation} />
                </li>
              ))}
            </ul>
          </Card>
          <div className="mt-5 flex flex-wrap gap-2">
            {found.hasNextPage && (
              <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
                {t('conversations.more')}
              </Button>
            )}
            <Link to="/contact" className={buttonClass({ look: 'quiet' })}>
              {t('conversations.new')}
            </Link>
          </div>
        </>
      )}
    </div>
  )
}

function Row({ conversation }: { conversation: Conversation }) {
  const { t, format } = useShopper()
  const { t: chat } = useChatText()
  const { id, subject, reference, lastText, lastMessageAt, openedAt, unread, state } = conversation
  return (
    <Link
      to="/conversations/$conversationId"
      params={{ conversationId: id }}
      className="grid grid-cols-[minmax(0,1fr)] gap-1 px-5 py-4 text-ink no-underline hover:bg-canvas"
    >
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <bdi className="min-w-0 flex-1 truncate font-[580]">{subject || chat('chat.reference', { reference })}</bdi>
        {unread > 0 ? (
          <Badge tone="good">{chat('chat.newMessages', { count: unread })}</Badge>
        ) : (
          <Badge>{state === 'resolved' ? chat('solved.done') : t('conversations.open')}</Badge>
        )}
      </span>
      <span className="flex items-baseline gap-3 text-[0.9375rem] text-soft">
        <span dir="auto" className="min-w-0 flex-1 truncate text-start">
          {lastText}
        </span>
        <span className="shrink-0 text-sm">{format.moment(lastMessageAt ?? openedAt)}</span>
      </span>
    </Link>
  )
}
