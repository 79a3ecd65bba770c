import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { Balance } from './balance.tsx'
import { ClaimsHistory } from './claims-history.tsx'
import { sellerQuery } from './data.ts'
import { Defects } from './defects.tsx'
import { Members } from './members.tsx'
import { RecoursesHistory } from './recourses-history.tsx'
import { StandingCard } from './standing-card.tsx'
import { Statement } from './statement.tsx'
import { toneOfSeller } from './sellers.tsx'

/** A seller: how they stand, what was claimed, what counts, the money between us, and who acts for them. */
export function SellerPage() {
  const { t } = useConsole()
  const { sellerId } = useParams({ from: '/inside/sellers/$sellerId' })
  const seller = useQuery(sellerQuery(sellerId))
  const role = useQuery(staffMeQuery).data?.role
  if (seller.isError) return <PageTrouble error={seller.error} onRetry={() => void seller.refetch()} />
  if (!seller.data)
    return (
      <div className="p-6">
        <SkeletonRows rows={4} height="h-32" label={t('common.loading')} />
      </div>
    )
  const { id, name, reference, state } = seller.data
  // What passes between the store and a seller is for leads; who acts for them, for whoever sets people up.
  const seesMoney = reaches(role, 'lead')
  const seesPeople = reaches(role, 'supervisor')
  return (
    <>
      <p className="px-4 pt-2 sm:px-6">
        <Link to="/sellers" search={{}} className="link inline-flex min-h-11 items-center gap-0.5">
          <ChevronLeft className="mirror size-5" aria-hidden="true" />
          {t('place./sellers')}
        </Link>
      </p>
      <Page
        title={<bdi>{name}</bdi>}
        detail={<CopyText text={reference} label={t('common.copy')} />}
        end={<Badge tone={toneOfSeller(state)}>{t(`seller.state.${state}`)}</Badge>}
        wide
      >
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid min-w-0 gap-4">
            <ClaimsHistory sellerId={id} />
            <RecoursesHistory sellerId={id} />
            {seesMoney && <Statement sellerId={id} />}
          </div>
          <div className="grid min-w-0 gap-4">
            <StandingCard sellerId={id} />
            {seesMoney && <Balance sellerId={id} />}
            <Defects sellerId={id} />
            {seesPeople && <Members sellerId={id} />}
          </div>
        </div>
      </Page>
    </>
  )
}
