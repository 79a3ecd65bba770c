import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Bell from 'lucide-react/icons/bell'
import Mail from 'lucide-react/icons/mail'
import MailOpen from 'lucide-react/icons/mail-open'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { PageHead } from '../screens/page-head.tsx'
import { inboxQuery, type News } from './data.ts'
import { useShopper } from '../text.ts'

/** What happened with my orders and my money, newest first. */
export function InboxPage() {
  const { t, locale } = useShopper()
  const found = useInfiniteQuery(inboxQuery(locale))
  const readAll = useAction((_: null) => call('POST /me/inbox/reading', {}))
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  const all = found.data?.pages.flatMap(({ data }) => data)
  const hasUnread = (found.data?.pages[0]?.unread ?? 0) > 0
  return (
    <div className="mx-auto max-w-3xl">
      <PageHead title={t('inbox.title')} />
      {!all && <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />}
      {all?.length === 0 && (
        <Notice icon={<Bell aria-hidden="true" />} title={t('inbox.empty')}>
          {t('inbox.emptyDetail')}
        </Notice>
      )}
      {all && all.length > 0 && (
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line">
            {all.map((news) => (
              <Row key={news.id} news={news} />
            ))}
          </ul>
        </Card>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        {found.hasNextPage && (
          <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {t('inbox.more')}
          </Button>
        )}
        {hasUnread && (
          <Button look="quiet" isPending={readAll.isPending} onPress={() => void readAll.run(null)}>
            {t('inbox.readAll')}
          </Button>
        )}
        <Link to="/account" hash="told" className={buttonClass({ look: 'quiet' })}>
          {t('inbox.choose')}
        </Link>
      </div>
    </div>
  )
}

function Row({ news }: { news: News }) {
  const { t, format } = useShopper()
  const mark = useAction((read: boolean) => call('PUT /me/inbox/:id', { id: news.id, read }))
  const icon = news.read ? Mail : MailOpen
  const Icon = icon
  const words = (
    <>
      <span className={news.read ? 'block' : 'block font-[620]'}>
        {!news.read && (
          <>
            <span className="me-2 inline-block size-2.5 rounded-full bg-accent" aria-hidden="true" />
            <span className="sr-only">{t('inbox.new')}: </span>
          </>
        )}
        {news.title}
      </span>
      <span className="mt-0.5 line-clamp-4 text-sm text-soft">{news.words}</span>
      <span className="mt-1 block text-sm text-faint">
        {format.fromNow(news.at)}
        {news.over && ` · ${t('inbox.over')}`}
      </span>
    </>
  )
  return (
    <li className="flex items-start gap-1">
      {news.path ? (
        // Any place of the portal; the router knows whether it is one.
        <Link
          to={news.path as '/orders'}
          className="min-w-0 flex-1 px-5 py-3.5 text-ink no-underline hover:bg-canvas"
          onClick={() => !news.read && void mark.run(true)}
        >
          {words}
        </Link>
      ) : (
        <div className="min-w-0 flex-1 px-5 py-3.5">{words}</div>
      )}
      <IconButton
        className="mt-2 me-2"
        aria-label={t(news.read ? 'inbox.unread' : 'inbox.read')}
        icon={<Icon className="size-4.5" aria-hidden="true" />}
        onPress={() => void mark.run(!news.read)}
      />
    </li>
  )
}
