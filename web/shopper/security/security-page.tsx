import type { Me } from '#contract/customers'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import ExternalLink from 'lucide-react/icons/external-link'
import type { ReactNode } from 'react'
import { locales } from '../../kit/i18n/locales.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery } from '../data.ts'
import { BackHead } from '../screens/back-head.tsx'
import { useShopper } from '../text.ts'
import { type Security, securityQuery } from './data.ts'

/** Login & Security: everything at a glance, each thing on a page of its own. */
export function SecurityPage() {
  const { t } = useShopper()
  const me = useQuery(meQuery).data
  const security = useQuery(securityQuery)
  if (!me) return null
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <BackHead to="/account" back={t('security.back')} title={t('security.title')} />
      {security.isError && <PageTrouble isPart error={security.error} onRetry={() => void security.refetch()} />}
      {security.isPending && <SkeletonRows rows={6} height="h-14" label={t('common.loading')} />}
      {security.data && <Overview me={me} security={security.data} />}
    </div>
  )
}

function Overview({ me, security }: { me: Me; security: Security }) {
  const { t, format } = useShopper()
  const [latest] = security.events
  const language = me.locale?.split('-')[0] ?? ''
  return (
    <>
      {security.store && <AtTheStore url={security.store.url} />}
      {security.heldUntil && security.contactChangedAt && (
        <Banner tone="note">{t('security.changed', { when: format.fromNow(security.contactChangedAt) })}</Banner>
      )}
      <Card className="overflow-hidden">
        <ul className="divide-y divide-line">
          {!security.store && (
            <>
              <Row part="password" title={t('security.password')}>
                {t(security.hasPassword ? 'security.passwordOn' : 'security.passwordOff')}
              </Row>
              <Row part="passkeys" title={t('security.passkeys')}>
                {security.passkeys.length > 0
                  ? t('security.passkeysSome', { count: security.passkeys.length })
                  : t('security.passkeysNone')}
              </Row>
              <Row part="second-step" title={t('security.second')}>
                {t(security.secondFactor.on ? 'security.secondOn' : 'security.secondOff')}
              </Row>
            </>
          )}
          <Row part="devices" title={t('security.devices')}>
            {t('security.devicesDetail')}
          </Row>
          {!security.store && (
            <>
              <Row part="email" title={t('security.email')}>
                <bdi className="break-all">{me.email}</bdi>
              </Row>
              <Row part="phone" title={t('security.phone')}>
                {me.phoneShown ? <bdi dir="ltr">{me.phoneShown}</bdi> : t('security.phoneNone')}
              </Row>
            </>
          )}
          <Row part="activity" title={t('security.activity')}>
            {latest ? format.fromNow(latest.at) : t('event.none')}
          </Row>
          <Row part="language" title={t('security.language')}>
            {[language in locales ? locales[language as keyof typeof locales].label : '', me.timeZone ?? '']
              .filter(Boolean)
              .join(' · ')}
          </Row>
        </ul>
      </Card>
    </>
  )
}

type Part = 'password' | 'passkeys' | 'second-step' | 'devices' | 'email' | 'phone' | 'activity' | 'language'

function Row({ part, title, children }: { part: Part; title: string; children: ReactNode }) {
  return (
    <li>
      <Link
        to="/account/security/$part"
        params={{ part }}
        className="flex min-h-16 items-center justify-between gap-4 px-5 py-3 text-ink no-underline hover:bg-canvas"
      >
        <span className="min-w-0">
          <span className="block font-[560]">{title}</span>
          <span className="block text-sm text-soft">{children}</span>
        </span>
        <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </li>
  )
}

function AtTheStore({ url }: { url: string | null }) {
  const { t } = useShopper()
  return (
    <Banner
      tone="note"
      end={
        url && (
          <a href={url} className={buttonClass({ size: 'small' })}>
            {t('security.toStore')}
            <ExternalLink className="size-4" aria-hidden="true" />
          </a>
        )
      }
    >
      {t('security.elsewhere')}
    </Banner>
  )
}
