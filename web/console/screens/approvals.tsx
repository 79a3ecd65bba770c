import type { Approval } from '#contract/staff'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { approvalQuery, approvalsQuery, orderStoryQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { BackToQueue, Queue } from '../layout/queue.tsx'
import { OrderStoryView } from '../story/order-story.tsx'
import { useConsole } from '../text.ts'

const states = ['pending', 'approved', 'declined', 'expired'] as const

/** What another person asked for and a second one has to look at. */
export function Approvals() {
  const { t, format } = useConsole()
  const search = useSearch({ from: '/inside/approvals' })
  const navigate = useNavigate({ from: '/approvals' })
  const state = search.state ?? 'pending'
  const approvals = useInfiniteQuery(approvalsQuery(state))
  return (
    <Queue
      title={t('place./approvals')}
      states={states.map((id) => ({
        id,
        label: t(`approval.state.${id}`),
        isCurrent: id === state,
        onChoose: () => void navigate({ search: { state: id === 'pending' ? undefined : id } }),
      }))}
      rows={approvals.data?.pages
        .flatMap((page) => page.data)
        .map((approval) => ({
          id: approval.id,
          title: approval.summary,
          detail: t('approval.by', { name: approval.requestedBy.name, when: format.fromNow(approval.requestedAt) }),
          end: approval.amount && format.money(approval.amount),
          under: <Deadline at={approval.expiresAt} isOver={approval.state !== 'pending'} />,
        }))}
      error={approvals.error}
      onRetry={() => void approvals.refetch()}
      selected={search.approval}
      onSelect={(approval) => void navigate({ search: (now) => ({ ...now, approval }), replace: true })}
      onMore={approvals.hasNextPage ? () => void approvals.fetchNextPage() : undefined}
      empty={{ title: t('approval.none'), detail: t('approval.noneDetail') }}
    >
      {search.approval ? (
        <>
          <BackToQueue to="/approvals">{t('place./approvals')}</BackToQueue>
          <ApprovalPane key={search.approval} id={search.approval} />
        </>
      ) : (
        <Notice className="min-h-80 content-center" title={t('queue.choose')}>
          {t('queue.chooseDetail')}
        </Notice>
      )}
    </Queue>
  )
}

function ApprovalPane({ id }: { id: string }) {
  const { t } = useConsole()
  const approval = useQuery(approvalQuery(id))
  const story = useQuery({ ...orderStoryQuery(approval.data?.orderId ?? ''), enabled: Boolean(approval.data?.orderId) })
  if (approval.isError) return <PageTrouble isPart error={approval.error} onRetry={() => void approval.refetch()} />
  return (
    <div className="grid gap-6 p-4 sm:p-6">
      {approval.data ? (
        <Decide approval={approval.data} />
      ) : (
        <SkeletonRows rows={1} height="h-48" label={t('common.loading')} />
      )}
      {story.data && <OrderStoryView story={story.data} inHand={id} />}
    </div>
  )
}

function Decide({ approval }: { approval: Approval }) {
  const { t, format } = useConsole()
  const [note, setNote] = useState('')
  const toast = useToast()
  const decide = useAction(
    (input: Input<'POST /approvals/:id/decision'>, options) => call('POST /approvals/:id/decision', input, options),
    () => toast(t('approval.decided')),
  )
  const send = (decision: 'approve' | 'decline') =>
    void decide.run({ id: approval.id, decision, ...(note.trim() ? { note: note.trim() } : {}) })
  return (
    <Card className="grid gap-5 p-5">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Deadline at={approval.expiresAt} isOver={approval.state !== 'pending'} />
          <span className="text-sm text-soft">
            {t('approval.by', { name: approval.requestedBy.name, when: format.fromNow(approval.requestedAt) })}
          </span>
        </div>
        <h2 className="text-xl">{approval.summary}</h2>
        {approval.amount && <p className="tabular text-2xl font-[640]">{format.money(approval.amount)}</p>}
      </header>
      {approval.state !== 'pending' && (
        <Banner
          tone={approval.state === 'approved' ? 'good' : 'neutral'}
          title={t(`approval.outcome.${approval.state}`, { by: approval.decidedBy?.name ?? '–' })}
        >
          {approval.note}
        </Banner>
      )}
      {approval.notAllowed.map((reason) => (
        <Banner key={reason.code + reason.action} tone="warn" title={reason.message} />
      ))}
      {approval.allowed.length > 0 && (
        <TextField label={t('approval.note')} lines={2} value={note} onChange={setNote} maxLength={2000} />
      )}
      <ActionTrouble error={decide.error} />
      <div className="flex flex-wrap gap-2">
        {approval.allowed.includes('approve') && (
          <Button look="primary" isPending={decide.isPending} onPress={() => send('approve')}>
            {approval.amount
              ? t('approval.approveAmount', { amount: format.money(approval.amount) })
              : t('approval.approve')}
          </Button>
        )}
        {approval.allowed.includes('decline') && (
          <Button isDisabled={decide.isPending} onPress={() => send('decline')}>
            {t('approval.decline')}
          </Button>
        )}
        {approval.orderId && (
          <Link to="/orders/$orderId" params={{ orderId: approval.orderId }} className={buttonClass({ look: 'quiet' })}>
            {t('story.open')}
          </Link>
        )}
      </div>
    </Card>
  )
}
