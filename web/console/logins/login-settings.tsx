import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import { loginsQuery } from './data.ts'
import { ShopperLoginForm } from './shopper-login-form.tsx'
import { StaffLoginForm } from './staff-login-form.tsx'

/** How shoppers, and people who work here, sign in. For administrators. */
export function LoginSettings() {
  const { t } = useConsole()
  const logins = useQuery(loginsQuery)
  return (
    <Page
      title={t('settings.logins')}
      detail={
        <>
          <Link
            to="/settings"
            className="link inline-flex min-h-8 items-center gap-0.5 text-sm pointer-coarse:min-h-11"
          >
            <ChevronLeft className="mirror size-4" aria-hidden="true" />
            {t('place./settings')}
          </Link>
          <p>{t('settingsDetail.logins')}</p>
        </>
      }
    >
      {logins.isError && <PageTrouble isPart error={logins.error} onRetry={() => void logins.refetch()} />}
      {logins.isPending && <SkeletonRows rows={4} height="h-24" label={t('common.loading')} />}
      {logins.data && (
        <div className="grid gap-6">
          <ShopperLoginForm key={`s${logins.data.shoppers.version}`} login={logins.data.shoppers} />
          <StaffLoginForm key={`p${logins.data.staff.version}`} login={logins.data.staff} />
        </div>
      )}
    </Page>
  )
}
