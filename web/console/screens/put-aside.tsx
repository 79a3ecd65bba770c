import type { SeenMail } from '#contract/mail'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import MailSearch from 'lucide-react/icons/mail-search'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { download } from '../../kit/download.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { putAsideQuery } from '../desk/mail/data.ts'
import { MailFrame } from '../desk/mail/mail-frame.tsx'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'

/** Mail that was not filed by itself: why, what it is, and what becomes of it. */
export function PutAside() {
  const { t } = useConsole()
  const { by = 'people' } = useSearch({ from: '/inside/mail' })
  const navigate = useNavigate({ from: '/mail' })
  const mails = useInfiniteQuery(putAsideQuery(by))
  const rows = mails.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./mail')}
      detail={t('aside.detail')}
      end={
        <span className="flex gap-1.5">
          {(['people', 'machines'] as const).map((one) => (
            <Button
              key={one}
              size="small"
              look={by === one ? 'secondary' : 'quiet'}
              aria-pressed={by === one}
              onPress={() => void navigate({ search: { by: one === 'people' ? undefined : one } })}
            >
              {t(`aside.${one}`)}
            </Button>
          ))}
        </span>
      }
    >
      {mails.isError && <PageTrouble isPart error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.isPending && <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && (
            <Notice icon={<MailSearch aria-hidden="true" />} title={t('aside.none')}>
              {t('aside.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((mail) => (
              <li key={mail.id}>
                <AsideRow mail={mail} mayLeave={by === 'people'} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {mails.hasNextPage && (
        <Button className="mt-4" isPending={mails.isFetchingNextPage} onPress={() => void mails.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      )}
    </Page>
  )
}

function AsideRow({ mail, mayLeave }: { mail: SeenMail; mayLeave: boolean }) {
  const { t, has, format } = useConsole()
  const toast = useToast()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const { id, version, problem, from, receivedAt } = mail
  const file = useAction(
    (_: null, options) => call('POST /inbound-mails/:id/filing', { id, version }, options),
    ({ conversation }) => {
      if (!conversation) return
      toast(t('aside.filed', { reference: conversation.reference }))
      void navigate({ to: '/desk', search: { c: conversation.id } })
    },
  )
  const leave = useAction(
    (_: null, options) => call('POST /inbound-mails/:id/leaving-aside', { id, version }, options),
    () => toast(t('aside.left')),
  )
  const save = useAction((_: null) => download(`/api/v1/inbound-mails/${id}/original`, `${id}.eml`))
  const why = `aside.why.${problem}`
  return (
    <article aria-label={mail.subject || t('aside.noSubject')} className="grid gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="min-w-0 text-base font-[580] [overflow-wrap:anywhere]">
          <bdi>{mail.subject || t('aside.noSubject')}</bdi>
        </h2>
        <time dateTime={receivedAt} title={format.exact(receivedAt)} className="tabular text-sm text-soft">
          {format.fromNow(receivedAt)}
        </time>
      </div>
      <p className="text-sm text-soft [overflow-wrap:anywhere]">
        <bdi>{[from.name, from.address].filter(Boolean).join(' · ') || t('aside.unknown')}</bdi>
      </p>
      <p>{has(why) ? t(why) : t('aside.why.failed')}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="secondary" onPress={() => setOpen(true)}>
          {t('mail.asItCame')}
        </Button>
        {mail.mayFile && (
          <Button size="small" look="secondary" isPending={file.isPending} onPress={() => void file.run(null)}>
            {t('aside.file')}
          </Button>
        )}
        {mayLeave && (
          <Button size="small" look="quiet" isPending={leave.isPending} onPress={() => void leave.run(null)}>
            {t('aside.leave')}
          </Button>
        )}
        <Button size="small" look="quiet" isPending={save.isPending} onPress={() => void save.run(null)}>
          {t('mail.original')}
        </Button>
      </div>
      <ActionTrouble error={file.error ?? leave.error ?? save.error} />
      {isOpen && <MailFrame id={id} onClose={() => setOpen(false)} />}
    </article>
  )
}
