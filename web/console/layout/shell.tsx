import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import ChartColumn from 'lucide-react/icons/chart-column'
import CloudAlert from 'lucide-react/icons/cloud-alert'
import HeartPulse from 'lucide-react/icons/heart-pulse'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import BookOpenText from 'lucide-react/icons/book-open-text'
import Eye from 'lucide-react/icons/eye'
import LifeBuoy from 'lucide-react/icons/life-buoy'
import Inbox from 'lucide-react/icons/inbox'
import MessagesSquare from 'lucide-react/icons/messages-square'
import Phone from 'lucide-react/icons/phone'
import Radio from 'lucide-react/icons/radio'
import Settings from 'lucide-react/icons/settings'
import KeyRound from 'lucide-react/icons/key-round'
import MailSearch from 'lucide-react/icons/mail-search'
import MenuIcon from 'lucide-react/icons/menu'
import ScanQrCode from 'lucide-react/icons/scan-qr-code'
import Scale from 'lucide-react/icons/scale'
import Search from 'lucide-react/icons/search'
import ShieldCheck from 'lucide-react/icons/shield-check'
import Store from 'lucide-react/icons/store'
import Undo2 from 'lucide-react/icons/undo-2'
import Upload from 'lucide-react/icons/upload'
import UsersRound from 'lucide-react/icons/users-round'
import Warehouse from 'lucide-react/icons/warehouse'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { call } from '../../kit/call.ts'
import { chooseLocale, type Locale, locales } from '../../kit/i18n/locales.ts'
import { type Theme, useTheme } from '../../kit/theme.ts'
import { useAction } from '../../kit/use-action.ts'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import { Menu } from '../../ui/menu.tsx'
import { TriggerButton } from '../../ui/trigger-button.tsx'
import { claimsQuery } from '../claims/data.ts'
import { approvalsQuery, reviewsQuery, staffMeQuery, storeQuery } from '../data.ts'
import { workQuery } from '../desk/data.ts'
import { putAsideCountQuery } from '../desk/mail/data.ts'
import { DeskTalk } from '../desk/call/desk-talk.tsx'
import { PassedCalls } from '../desk/call/passed-calls.tsx'
import { PresenceSwitch } from '../desk/presence/presence-switch.tsx'
import { PresenceProvider } from '../desk/presence/use-presence.tsx'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { isMac } from './is-mac.ts'
import { useKeys } from './use-keys.ts'

const DemoBar = lazy(() => import('../../parts/demonstration/demo-bar.tsx').then((file) => ({ default: file.DemoBar })))
const loadCommandBar = () => import('./command-bar.tsx')
const CommandBar = lazy(() => loadCommandBar().then((file) => ({ default: file.CommandBar })))

type Place = {
  to:
    | '/desk'
    | '/wall'
    | '/insights'
    | '/help'
    | '/incidents'
    | '/safety'
    | '/recalls'
    | '/settings'
    | '/reviews'
    | '/claims'
    | '/sellers'
    | '/approvals'
    | '/returns'
    | '/warehouse'
    | '/drop-off'
    | '/find'
    | '/findings'
    | '/mail'
    | '/phone'
    | '/people'
    | '/policy'
    | '/imports'
    | '/api-keys'
  icon: ComponentType<{ className?: string }>
  least?: 'associate' | 'lead' | 'supervisor' | 'administrator'
}

export const places: Place[] = [
  { to: '/desk', icon: MessagesSquare },
  { to: '/wall', icon: Radio, least: 'lead' },
  { to: '/incidents', icon: CloudAlert },
  { to: '/safety', icon: HeartPulse, least: 'associate' },
  { to: '/recalls', icon: OctagonAlert, least: 'associate' },
  { to: '/reviews', icon: Inbox },
  { to: '/claims', icon: Scale },
  { to: '/approvals', icon: ShieldCheck, least: 'associate' },
  { to: '/returns', icon: Undo2 },
  { to: '/warehouse', icon: Warehouse, least: 'associate' },
  { to: '/drop-off', icon: ScanQrCode, least: 'associate' },
  { to: '/find', icon: Search },
  { to: '/sellers', icon: Store, least: 'associate' },
  { to: '/findings', icon: Eye },
  { to: '/mail', icon: MailSearch, least: 'associate' },
  { to: '/phone', icon: Phone, least: 'associate' },
  { to: '/help', icon: LifeBuoy, least: 'associate' },
  { to: '/insights', icon: ChartColumn },
  { to: '/settings', icon: Settings, least: 'supervisor' },
  { to: '/policy', icon: BookOpenText },
  { to: '/people', icon: UsersRound },
  { to: '/imports', icon: Upload, least: 'administrator' },
  { to: '/api-keys', icon: KeyRound, least: 'administrator' },
]

const ofSellers: ReadonlySet<Place['to']> = new Set(['/claims', '/sellers'])

/** Around every page of the console: where to go, what waits, the command bar, and who I am. */
export function Shell() {
  return (
    <PresenceProvider>
      <Frame />
    </PresenceProvider>
  )
}

function Frame() {
  const { t } = useConsole()
  const store = useQuery(storeQuery).data
  const me = useQuery(staffMeQuery).data
  const [isSearching, setSearching] = useState(false)
  const navigate = useNavigate()
  // Loaded ahead, so that what is typed right after the shortcut is not lost.
  useEffect(() => void loadCommandBar(), [])
  useKeys({ 'mod+k': () => setSearching(true), '/': () => setSearching(true) })
  const open = places.filter(
    (place) =>
      (!place.least || reaches(me?.role, place.least)) &&
      // Where nobody else sells there is nobody to claim against.
      (store?.marketplace !== false || !ofSellers.has(place.to)),
  )
  // At the desk every bit of width goes to the three panes.
  const isNarrow = useLocation({ select: (location) => location.pathname === '/desk' })
  return (
    <div
      className={classes(
        'flex min-h-dvh flex-col text-[0.9375rem] lg:grid lg:grid-rows-[auto_1fr]',
        isNarrow ? 'lg:grid-cols-[4rem_minmax(0,1fr)]' : 'lg:grid-cols-[14rem_minmax(0,1fr)]',
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
            <DemoBar name={me?.name} wide />
          </Suspense>
        )}
      </div>
      <header className="flex items-center gap-2 max-lg:flex-wrap border-b border-line bg-surface px-3 py-1.5 lg:sticky lg:top-(--bar) lg:h-[calc(100dvh-var(--bar))] lg:flex-col lg:items-stretch lg:gap-4 lg:border-e lg:border-b-0 lg:px-3 lg:py-4 lg:[@media(max-height:60rem)]:gap-1.5 lg:[@media(max-height:60rem)]:py-2">
        <Link
          to="/desk"
          search={{}}
          className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-md px-1.5 font-[640] text-ink no-underline max-lg:flex-[1_1_2.75rem]"
        >
          <Mark className="size-7 shrink-0" />
          <bdi className={classes('truncate', isNarrow && 'lg:sr-only')}>{store?.name ?? ' '}</bdi>
        </Link>
        <PlainButton
          onPress={() => setSearching(true)}
          className="ms-auto flex min-h-11 items-center gap-2.5 rounded-md border border-line bg-canvas px-2.5 text-soft hover:border-edge hover:text-ink lg:ms-0 lg:min-h-10"
        >
          <Search className="size-4.5 shrink-0" aria-hidden="true" />
          <span className={classes('flex-1 truncate text-start max-lg:sr-only', isNarrow && 'lg:sr-only')}>
            {t('search.open')}
          </span>
          <kbd
            className={classes(
              'rounded-sm border border-line bg-surface px-1.5 py-0.5 font-sans text-xs text-faint max-lg:hidden',
              isNarrow && 'lg:hidden',
            )}
          >
            {t('search.shortcut', { key: isMac ? '⌘' : 'Ctrl ' })}
          </kbd>
        </PlainButton>
        <nav aria-label={t('shell.navigation')} className="hidden min-h-0 flex-1 overflow-y-auto lg:block">
          <ul className="grid gap-0.5 [@media(max-height:60rem)]:gap-0">
            {open.map((place) => (
              <li key={place.to}>
                <Link
                  to={place.to}
                  search={{}}
                  className={classes(navClass, isNarrow && 'relative justify-center')}
                  title={isNarrow ? t(`place.${place.to}`) : undefined}
                  activeProps={{ 'aria-current': 'page' }}
                  activeOptions={{ includeSearch: false }}
                >
                  <place.icon className="size-4.5 shrink-0" aria-hidden="true" />
                  <span className={classes('flex-1 truncate', isNarrow && 'sr-only')}>{t(`place.${place.to}`)}</span>
                  {place.to === '/desk' && <OfferCount isNarrow={isNarrow} />}
                  {place.to === '/reviews' && !isNarrow && <ReviewCount />}
                  {place.to === '/claims' && !isNarrow && <ClaimCount />}
                  {place.to === '/approvals' && !isNarrow && <ApprovalCount />}
                  {place.to === '/mail' && !isNarrow && <AsideCount />}
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
              onAction: () => void navigate({ to: place.to, search: {} }),
            }))}
          >
            <TriggerButton look="icon" aria-label={t('shell.navigation')}>
              <MenuIcon className="size-5" aria-hidden="true" />
            </TriggerButton>
          </Menu>
        </div>
        {reaches(me?.role, 'associate') && <PresenceSwitch isNarrow={isNarrow} />}
        <Person isNarrow={isNarrow} />
      </header>
      <main id="content" className="min-w-0 outline-none" tabIndex={-1}>
        <Outlet />
      </main>
      {reaches(me?.role, 'associate') && (
        <>
          <DeskTalk />
          <PassedCalls />
        </>
      )}
      {isSearching && (
        <Suspense>
          <CommandBar places={open} onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  )
}

// On a low screen the lines move together, so that all places are seen at once.
const navClass =
  'flex min-h-10 [@media(max-height:60rem)_and_(pointer:fine)]:min-h-7 [@media(max-height:60rem)_and_(pointer:fine)]:py-0.5 items-center gap-3 rounded-md px-2.5 py-1.5 font-[520] text-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-wash aria-[current=page]:font-[600] aria-[current=page]:text-accent-ink'

/** What is offered to me now; it stands there wherever I am in the console. */
function OfferCount({ isNarrow }: { isNarrow: boolean }) {
  const { t, format } = useConsole()
  const offered = useQuery(workQuery).data?.offered.length ?? 0
  if (offered === 0) return null
  return (
    <span
      className={classes(
        'tabular rounded-full bg-accent px-2 py-0.5 text-xs font-[620] text-on-accent',
        isNarrow && 'absolute end-0.5 top-0.5 px-1.5',
      )}
    >
      <span aria-hidden="true">{format.number(offered)}</span>
      <span className="sr-only">{t('offer.count', { count: offered })}</span>
    </span>
  )
}

function ReviewCount() {
  return <Count pages={useInfiniteQuery(reviewsQuery('open')).data?.pages} />
}

/** Claims and appeals that one of us decides. */
function ClaimCount() {
  const { t } = useConsole()
  const [review, appealed] = [
    useInfiniteQuery(claimsQuery('review')).data,
    useInfiniteQuery(claimsQuery('appealed')).data,
  ]
  const pages = [...(review?.pages ?? []), ...(appealed?.pages ?? [])]
  const count = pages.reduce((sum, page) => sum + page.data.length, 0)
  const hasMore = Boolean(review?.pages.at(-1)?.nextCursor ?? appealed?.pages.at(-1)?.nextCursor)
  return <CountMark count={count} hasMore={hasMore} label={t('claims.count', { count })} />
}

function ApprovalCount() {
  return <Count pages={useInfiniteQuery(approvalsQuery('pending')).data?.pages} />
}

function AsideCount() {
  const { t } = useConsole()
  const count = useQuery(putAsideCountQuery).data?.toLookAt ?? 0
  return <CountMark count={count} label={t('aside.count', { count })} />
}

function Count({ pages }: { pages?: { data: unknown[]; nextCursor: string | null }[] }) {
  const count = pages?.reduce((sum, page) => sum + page.data.length, 0) ?? 0
  return <CountMark count={count} hasMore={Boolean(pages?.at(-1)?.nextCursor)} />
}

function CountMark({ count, hasMore, label }: { count: number; hasMore?: boolean; label?: string }) {
  const { format } = useConsole()
  if (count === 0) return null
  return (
    <span className="tabular rounded-full bg-surface px-2 py-0.5 text-xs font-[620] text-ink ring-1 ring-line">
      <span aria-hidden={label !== undefined}>
        {format.number(count)}
        {hasMore && '+'}
      </span>
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}

/** Me, my limit, language, light or dark, and the way out. */
function Person({ isNarrow }: { isNarrow: boolean }) {
  const { t, locale, format } = useConsole()
  const me = useQuery(staffMeQuery).data
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [theme, setTheme] = useTheme()
  const signOut = useAction(
    (_: null, options) => call('POST /staff/sign-out', {}, options),
    async () => {
      queries.setQueryData(staffMeQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' && query.queryKey[1] !== 'me' })
    },
  )
  if (!me) return null
  const themes: Theme[] = ['system', 'light', 'dark']
  const limit = me.limits.today
    ? t('person.limit', { used: format.money(me.limits.usedToday), today: format.money(me.limits.today) })
    : undefined
  return (
    <Menu
      label={me.name}
      choices={[
        ...(limit ? [{ id: 'limit', label: limit, onAction: () => {} }] : []),
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
        className={classes('flex min-h-11 items-center gap-3 rounded-md px-1.5 text-start hover:bg-sunken')}
      >
        <span
          className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-wash text-sm font-[640] text-accent-ink"
          aria-hidden="true"
        >
          {me.name.slice(0, 1)}
        </span>
        <span className={classes('min-w-0 max-lg:sr-only', isNarrow && 'lg:sr-only')}>
          <span className="block truncate font-[560]">{me.name}</span>
          <span className="block text-sm text-soft">{t(`role.${me.role}`)}</span>
        </span>
      </TriggerButton>
    </Menu>
  )
}
