import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark'
import CircleUserRound from 'lucide-react/icons/circle-user-round'
import Package from 'lucide-react/icons/package'
import { lazy, Suspense, useEffect } from 'react'
import { Mark } from '../../ui/mark.tsx'
import { useCurrentTalk } from '../../kit/talk/current-talk.ts'
import { meQuery, storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { Footer } from './footer.tsx'

const MessagesLink = lazy(() => import('./messages-link.tsx').then((file) => ({ default: file.MessagesLink })))
const NewsLink = lazy(() => import('./news-link.tsx').then((file) => ({ default: file.NewsLink })))
const DemoBar = lazy(() => import('../../parts/demonstration/demo-bar.tsx').then((file) => ({ default: file.DemoBar })))

/** What stands around every page: the store's name, where to go, and the demonstration bar where there is one. */
export function Shell() {
  const { t, locale } = useShopper()
  const store = useQuery(storeQuery).data
  const me = useQuery(meQuery).data
  const path = useRouterState({ select: (state) => state.location.pathname })

  useEffect(() => {
    document.querySelector('main')?.focus({ preventScroll: true })
  }, [path])

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('shell.skip')}
      </a>
      {store?.demonstration && (
        <Suspense fallback={<div className="h-12 bg-bar" />}>
          <DemoBar name={me?.name} />
        </Suspense>
      )}
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-x-3 px-4 sm:px-6">
          <Link
            to="/"
            className="flex min-h-11 min-w-0 flex-[1_1_2rem] items-center gap-2.5 text-lg font-[640] tracking-tight text-ink no-underline"
          >
            <Mark className="size-8 shrink-0" />
            <bdi className="line-clamp-2 max-sm:text-[0.9375rem] max-sm:leading-tight">{store?.name ?? ' '}</bdi>
          </Link>
          <nav aria-label={t('shell.navigation')} className="ms-auto flex flex-wrap items-center sm:gap-1">
            {me?.kind === 'shopper' && (
              <Link to="/orders" className={navClass} activeProps={{ 'aria-current': 'page' }}>
                <Package className="size-5 sm:hidden" aria-hidden="true" />
                <span className="max-sm:sr-only">{t('shell.orders')}</span>
              </Link>
            )}
            {me && (
              <Suspense>
                <MessagesLink className={navClass} />
                {me.kind === 'shopper' && <NewsLink me={me} className={navClass} />}
              </Suspense>
            )}
            {me?.kind === 'shopper' && (
              <>
                <Link to="/account" className={navClass} activeProps={{ 'aria-current': 'page' }}>
                  <CircleUserRound className="size-5 sm:hidden" aria-hidden="true" />
                  <span className="max-sm:sr-only">{t('account.title')}</span>
                </Link>
              </>
            )}
            {me === null && (
              <Link to="/find-order" className={navClass}>
                {t('guest.link')}
              </Link>
            )}
            {/* Pages of the server's own, not of this app. */}
            <a href={`/help/${locale}`} className={navClass}>
              <CircleQuestionMark className="size-5 sm:hidden" aria-hidden="true" />
              <span className="max-sm:sr-only">{t('shell.help')}</span>
            </a>
          </nav>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-6 sm:pt-10"
      >
        <BackToCall path={path} />
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

/** A call in the browser goes on while other pages are looked at. */
function BackToCall({ path }: { path: string }) {
  const { t } = useShopper()
  const held = useCurrentTalk()
  const isGoingOn = held && ['waiting', 'connecting', 'connected', 'reconnecting'].includes(held.state.phase)
  if (!isGoingOn || path === `/calls/${held.about}`) return null
  return (
    <Link
      to="/calls/$callId"
      params={{ callId: held.about }}
      className="mb-5 flex min-h-11 items-center rounded-lg border border-accent-line bg-accent-wash px-4 py-2 font-[560] text-accent-ink"
    >
      {t('call.backToCall')}
    </Link>
  )
}

const navClass =
  'inline-flex min-h-11 items-center justify-center rounded-md px-3 max-sm:min-w-11 max-sm:px-2 text-[0.9375rem] font-[540] whitespace-nowrap text-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:text-ink aria-[current=page]:font-[620]'
