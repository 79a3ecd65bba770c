import type { Claim, Recourse } from '#contract/claims'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useClaimText } from '../../parts/claims/text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { BackToQueue, Queue } from '../layout/queue.tsx'
import { useKeys } from '../layout/use-keys.ts'
import { useConsole } from '../text.ts'
import { ClaimPane } from './claim-pane.tsx'
import { claimsQuery, recoursesQuery } from './data.ts'
import { RecoursePane } from './recourse-pane.tsx'
import { atStake, toneOfClaim, useAheadWords } from './claim-words.ts'

const tabs = ['review', 'appealed', 'seller_due', 'decided', 'recourses'] as const

/** Claims on what sellers sold, and debits that sellers ask back, the soonest deadline first. */
export function Claims() {
  const { t } = useConsole()
  const search = useSearch({ from: '/inside/claims' })
  const navigate = useNavigate({ from: '/claims' })
  const tab = search.tab ?? 'review'
  const ofRecourses = tab === 'recourses'
  const claims = useInfiniteQuery({ ...claimsQuery(ofRecourses ? 'review' : tab), enabled: !ofRecourses })
  const recourses = useInfiniteQuery({ ...recoursesQuery, enabled: ofRecourses })
  const list = ofRecourses ? recourses : claims
  const claimRow = useClaimRow()
  const recourseRow = useRecourseRow()
  const rows = ofRecourses
    ? recourses.data?.pages.flatMap((page) => page.data).map(recourseRow)
    : claims.data?.pages.flatMap((page) => page.data).map(claimRow)
  const selected = search.claim
  useKeys({
    enter: (event) => {
      const control =
        event.target instanceof HTMLElement && event.target.closest<HTMLElement>('button, a, summary, [role="button"]')
      // What has the focus is pressed by its own Enter, except the row in hand: that opens on a page of its own.
      if (control && control.getAttribute('aria-current') !== 'true') return control.click()
      if (!selected && rows?.[0]) void navigate({ search: (now) => ({ ...now, claim: rows[0]?.id }), replace: true })
      else if (selected && !ofRecourses) void navigate({ to: '/claims/$claimId', params: { claimId: selected } })
    },
  })
  return (
    <Queue
      title={t('place./claims')}
      states={tabs.map((id) => ({
        id,
        label: t(`claims.tab.${id}`),
        isCurrent: id === tab,
        onChoose: () => void navigate({ search: { tab: id === 'review' ? undefined : id } }),
      }))}
      rows={rows}
      error={list.error}
      onRetry={() => void list.refetch()}
      selected={selected}
      onSelect={(claim) => void navigate({ search: (now) => ({ ...now, claim }), replace: true })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      empty={{ title: t(`claims.none.${tab}`), detail: t('claims.noneDetail') }}
    >
      {selected ? (
        <>
          <BackToQueue to="/claims">{t('place./claims')}</BackToQueue>
          {ofRecourses ? <RecoursePane key={selected} id={selected} /> : <ClaimPane key={selected} id={selected} />}
        </>
      ) : (
        <Notice className="min-h-80 content-center" title={t('queue.choose')}>
          {t('claims.chooseDetail')}
        </Notice>
      )}
    </Queue>
  )
}

/** One line of the queue: whose, against whom, on what ground, how much, by when, and what the rules propose. */
function useClaimRow() {
  const { t, format } = useConsole()
  const words = useClaimText()
  const ahead = useAheadWords()
  return (claim: Claim) => ({
    id: claim.id,
    title: words.t(`ground.${claim.ground}`),
    detail: t('claims.between', { shopper: claim.shopper.name, seller: claim.seller.name }),
    end: format.money(atStake(claim)),
    under: (
      <span className="grid gap-1.5">
        {ahead(claim).map((words) => (
          <span key={words} className="text-soft">
            {words}
          </span>
        ))}
        <span className="flex flex-wrap items-center gap-2">
          {claim.dueAt && claim.dueFor !== 'nobody' ? (
            <Deadline at={claim.dueAt} />
          ) : (
            <Badge tone={claim.paused ? 'note' : toneOfClaim(claim.state)}>
              {claim.paused ? t('claims.paused') : t(`claims.state.${claim.state}`)}
            </Badge>
          )}
          {claim.question && <Badge tone="note">{t(`claims.waitsFor.${claim.question.to}`)}</Badge>}
          <span className="text-faint">{claim.reference}</span>
        </span>
      </span>
    ),
  })
}

function useRecourseRow() {
  const { t, format } = useConsole()
  return (recourse: Recourse) => ({
    id: recourse.id,
    title: recourse.seller.name,
    detail: t(`recourse.ground.${recourse.ground}`),
    end: format.money(recourse.amount),
    under: (
      <span className="flex flex-wrap items-center gap-2">
        {recourse.decideBy && <Deadline at={recourse.decideBy} />}
        <span className="text-faint">{recourse.reference}</span>
      </span>
    ),
  })
}
