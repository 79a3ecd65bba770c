import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import ChartNoAxesCombined from 'lucide-react/icons/chart-no-axes-combined'
import Clock from 'lucide-react/icons/clock'
import KeyRound from 'lucide-react/icons/key-round'
import MenuIcon from 'lucide-react/icons/menu'
import MessagesSquare from 'lucide-react/icons/messages-square'
import Package from 'lucide-react/icons/package'
import ReceiptText from 'lucide-react/icons/receipt-text'
import Scale from 'lucide-react/icons/scale'
import Undo2 from 'lucide-react/icons/undo-2'
import UsersRound from 'lucide-react/icons/users-round'
import { type ComponentType, lazy, Suspense } from 'react'
import { call } from '../../kit/call.ts'
import { chooseLocale, type Locale, locales } from '../../kit/i18n/locales.ts'
import { type Theme, useTheme } from '../../kit/theme.ts'
import { useAction } from '../../kit/use-action.ts'
import { Banner } from '../../ui/banner.tsx'
import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import { Menu } from '../../ui/menu.tsx'
import { TriggerButton } from '../../ui/trigger-button.tsx'
import { sellerMeQuery, storeQuery, todoQuery } from '../data.ts'
import { useSeller } from '../text.ts'

const DemoBar = lazy(() => import('../../parts/demonstration/demo-bar.tsx').then((file) => ({ default: file.DemoBar })))

type To = '/' | '/orders' | '/messages' | '/returns' | '/claims' | '/statement' | '/standing' | '/members' | '/keys'

const places: { to: To; icon: ComponentType<{ className?: string }>; manages?: boolean }[] = [
  { to: '/', icon: Clock },
  { to: '/orders', icon: Package },
  { to: '/messages', icon: MessagesSquare },
  { to: '/returns', icon: Undo2 },
  { to: '/claims', icon: Scale },
  { to: '/statement', icon: ReceiptText },
  { to: '/standing', icon: ChartNoAxesCombined },
  { to: '/members', icon: UsersRound },
  { to: '/keys', icon: KeyRound, manages: true },
]

/** Around every page of the portal: where to go, what waits, and who I am. */
export function Shell() {
  const { t } = useSeller()
  const store = useQuery(storeQuery).data
  const me = useQuery(sellerMeQuery).data
  const navigate = useNavigate()
  const open = places.filter((place) => !place.manages || me?.may.manage)
  return (
    <div
      className={classes(
        'flex min-h-dvh flex-col text-[0.9375rem] lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]',
        store?.demonstration ? '[--bar:3rem]' : '[--bar:0px]',
      )}
    >
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('shell.skip')}
      </a>
      <div className="z-10 col-span-full lg:sticky lg:top-0 lg:h-(--bar)">
        {store?.demonstration && (
          <Suspense fallback={<div className="h-12 bg-bar" />}>
            <DemoBar name={me?.member?.name} wide />
          </Suspense>
        )}
      </div>
      <header className="flex items-center gap-2 border-b border-line bg-surface px-3 py-1.5 lg:sticky lg:top-(--bar) lg:h-[calc(100dvh-var(--bar))] lg:flex-col lg:items-stretch lg:gap-4 lg:border-e lg:border-b-0 lg:px-3 lg:py-4">
        <Link
          to="/"
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-md px-1.5 text-ink no-underline lg:flex-none"
        >
          <Mark className="size-7 shrink-0" />
          <span className="min-w-0">
            <bdi className="block truncate leading-tight font-[640]">{me?.seller.name ?? ' '}</bdi>
            <span className="block truncate text-sm text-soft">{t('shell.at', { store: store?.name ?? '' })}</span>
          </span>
        </Link>
        <nav aria-label={t('shell.navigation')} className="hidden min-h-0 flex-1 overflow-y-auto lg:block">
          <ul className="grid gap-0.5">
            {open.map((place) => (
              <li key={place.to}>
                <Link
                  to={place.to}
                  className={navClass}
                  activeProps={{ 'aria-current': 'page' }}
                  activeOptions={{ exact: place.to === '/', includeSearch: false }}
                >
                  <place.icon className="size-4.5 shrink-0" aria-hidden="true" />
                  <span className="flex-1 truncate">{t(`place.${place.to}`)}</span>
                  {place.to === '/' && <TodoCount />}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="lg:hidden">
          <Menu
            label={t('shell.navigation')}
            choices={open.map((place) => ({
              id: place.to,
              label: t(`place.${place.to}`),
              icon: <place.icon className="size-4.5 text-soft" />,
              onAction: () => void navigate({ to: place.to }),
            }))}
          >
            <TriggerButton look="icon" aria-label={t('shell.navigation')}>
              <MenuIcon className="size-5" aria-hidden="true" />
            </TriggerButton>
          </Menu>
        </div>
        <Person />
      </header>
      <main id="content" className="min-w-0 outline-none" tabIndex={-1}>
        {me && me.seller.state !== 'active' && (
          <Banner
            tone="warn"
            title={t(me.seller.state === 'suspended' ? 'seller.suspended' : 'seller.closed')}
            className="mx-4 mt-4 sm:mx-6"
          >
            {t('seller.pausedDetail')}
          </Banner>
        )}
        <Outlet />
      </main>
    </div>
  )
}

const navClass =
  'flex min-h-10 items-center gap-3 rounded-md px-2.5 py-1.5 font-[520] text-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-wash aria-[current=page]:font-[600] aria-[current=page]:text-accent-ink'

function TodoCount() {
  const { t, format } = useSeller()
  const todo = useQuery(todoQuery).data
  const count = todo?.data.length ?? 0
  if (count === 0) return null
  return (
    <span className="tabular rounded-full bg-surface px-2 py-0.5 text-xs font-[620] text-ink ring-1 ring-line">
      <span aria-hidden="true">
        {format.number(count)}
        {todo?.hasMore && '+'}
      </span>
      <span className="sr-only">{t('todo.count', { count })}</span>
    </span>
  )
}

/** Me, language, light or dark, and the way out. */
function Person() {
  const { t, locale } = useSeller()
  const me = useQuery(sellerMeQuery).data
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [theme, setTheme] = useTheme()
  const signOut = useAction(
    (_: null, options) => call('POST /seller/sign-out', {}, options),
    async () => {
      queries.setQueryData(sellerMeQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' && query.queryKey[1] !== 'me' })
    },
  )
  if (!me?.member) return null
  const themes: Theme[] = ['system', 'light', 'dark']
  return (
    <Menu
      label={me.member.name}
      choices={[
        { id: 'safety', label: t('place./sign-in-safety'), onAction: () => void navigate({ to: '/sign-in-safety' }) },
        ...themes.map((one) => ({
          id: one,
          label: t(`shell.theme.${one}`),
          isCurrent: theme === one,
          onAction: () => setTheme(one),
        })),
        ...(Object.keys(locales) as Locale[]).map((one) => ({
          id: one,
          label: locales[one].label,
          isCurrent: locale === one,
          onAction: () => chooseLocale(one),
        })),
        { id: 'out', label: t('person.signOut'), onAction: () => void signOut.run(null) },
      ]}
    >
      <TriggerButton
        look="bare"
        className="flex min-h-11 items-center gap-3 rounded-md px-1.5 text-start hover:bg-sunken"
      >
        <span
          className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-wash text-sm font-[640] text-accent-ink"
          aria-hidden="true"
        >
          {me.member.name.slice(0, 1)}
        </span>
        <span className="min-w-0 max-lg:sr-only">
          <span className="block truncate font-[560]">{me.member.name}</span>
          <span className="block text-sm text-soft">{t(`role.${me.role}`)}</span>
        </span>
      </TriggerButton>
    </Menu>
  )
}
