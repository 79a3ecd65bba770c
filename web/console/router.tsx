import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { withTexts } from '../kit/i18n/own-texts.ts'
import { loadClaimText } from '../parts/claims/text.ts'
import { staffMeQuery, storeQuery } from './data.ts'
import { helpParts } from './help/parts.ts'
import { loadHelpText } from './help/text.ts'
import { loadLoginText } from './logins/text.ts'
import { loadPrivacyText } from './privacy/text.ts'
import { NoSuchPage, RouteTrouble } from './screens/route-trouble.tsx'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
  errorComponent: RouteTrouble,
})

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { then?: string; step?: 'second_factor' | 'enroll'; trouble?: string } => ({
    then: text(search.then),
    step: (['second_factor', 'enroll'] as const).find((step) => step === search.step),
    trouble: text(search.trouble),
  }),
  beforeLoad: async ({ context }) => {
    const store = await context.queries.ensureQueryData(storeQuery)
    if (!store.setUp && !store.demonstration) throw redirect({ to: '/set-up' })
  },
  component: lazyRouteComponent(() => withTexts(import('./screens/sign-in.tsx'), loadLoginText), 'SignIn'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./screens/set-up.tsx'), 'SetUp'),
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  validateSearch: (search): { token?: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('./screens/password.tsx'), 'Password'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    if (!(await context.queries.ensureQueryData(staffMeQuery)))
      throw redirect({ to: '/sign-in', search: { then: location.href } })
  },
  component: lazyRouteComponent(() => import('./layout/shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk', search: {} })
  },
})

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/desk',
  validateSearch: (search): { list?: string; c?: string; order?: string; pane?: 'case' } => ({
    list: text(search.list),
    c: text(search.c),
    order: text(search.order),
    pane: search.pane === 'case' ? 'case' : undefined,
  }),
  component: lazyRouteComponent(() => import('./desk/desk.tsx'), 'Desk'),
})

const insights = createRoute({
  getParentRoute: () => inside,
  path: '/insights',
  validateSearch: (search): { part?: 'day' | 'samples' | 'audit' } => ({
    part: (['day', 'samples', 'audit'] as const).find((part) => part === search.part),
  }),
  component: lazyRouteComponent(() => import('./insights/insights.tsx'), 'Insights'),
})

const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  validateSearch: (search): { id?: string } => ({ id: text(search.id) }),
  component: lazyRouteComponent(() => import('./incidents/incidents.tsx'), 'Incidents'),
})

const safety = createRoute({
  getParentRoute: () => inside,
  path: '/safety',
  validateSearch: (search): { state?: 'looked_at' | 'closed'; report?: string } => ({
    state: (['looked_at', 'closed'] as const).find((state) => state === search.state),
    report: text(search.report),
  }),
  component: lazyRouteComponent(() => import('./safety/safety.tsx'), 'Safety'),
})

const recalls = createRoute({
  getParentRoute: () => inside,
  path: '/recalls',
  component: lazyRouteComponent(() => import('./safety/recalls.tsx'), 'Recalls'),
})

const wall = createRoute({
  getParentRoute: () => inside,
  path: '/wall',
  component: lazyRouteComponent(() => import('./wall/wall.tsx'), 'Wall'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
})
const teams = createRoute({
  getParentRoute: () => inside,
  path: '/settings/teams',
  component: lazyRouteComponent(() => import('./settings/teams.tsx'), 'Teams'),
})
const skills = createRoute({
  getParentRoute: () => inside,
  path: '/settings/skills',
  component: lazyRouteComponent(() => import('./settings/skills.tsx'), 'Skills'),
})
const queues = createRoute({
  getParentRoute: () => inside,
  path: '/settings/queues',
  component: lazyRouteComponent(() => import('./settings/queues.tsx'), 'Queues'),
})
const hours = createRoute({
  getParentRoute: () => inside,
  path: '/settings/hours',
  component: lazyRouteComponent(() => import('./settings/hours.tsx'), 'OpeningHours'),
})
const shifts = createRoute({
  getParentRoute: () => inside,
  path: '/settings/shifts',
  component: lazyRouteComponent(() => import('./settings/shifts.tsx'), 'Shifts'),
})
const deadlines = createRoute({
  getParentRoute: () => inside,
  path: '/settings/deadlines',
  component: lazyRouteComponent(() => import('./settings/deadlines.tsx'), 'Deadlines'),
})
const macros = createRoute({
  getParentRoute: () => inside,
  path: '/settings/macros',
  component: lazyRouteComponent(() => import('./settings/macros.tsx'), 'Macros'),
})
const notifications = createRoute({
  getParentRoute: () => inside,
  path: '/settings/notifications',
  component: lazyRouteComponent(() => import('./settings/notifications/notifications.tsx'), 'Notifications'),
})
const mailboxes = createRoute({
  getParentRoute: () => inside,
  path: '/settings/mailboxes',
  component: lazyRouteComponent(() => import('./settings/mailboxes.tsx'), 'Mailboxes'),
})
const widgets = createRoute({
  getParentRoute: () => inside,
  path: '/settings/widgets',
  component: lazyRouteComponent(() => import('./settings/widgets.tsx'), 'Widgets'),
})

const help = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  validateSearch: (search): { part?: (typeof helpParts)[number] } => ({
    part: helpParts.find((part) => part === search.part),
  }),
  component: lazyRouteComponent(() => withTexts(import('./help/help.tsx'), loadHelpText), 'Help'),
})
const helpArticle = createRoute({
  getParentRoute: () => inside,
  path: '/help/$articleId',
  validateSearch: (search): { locale?: string } => ({ locale: text(search.locale) }),
  component: lazyRouteComponent(
    () => withTexts(import('./help/article/article-page.tsx'), loadHelpText),
    'ArticlePage',
  ),
})

const logins = createRoute({
  getParentRoute: () => inside,
  path: '/settings/logins',
  component: lazyRouteComponent(() => withTexts(import('./logins/login-settings.tsx'), loadLoginText), 'LoginSettings'),
})

const privacy = createRoute({
  getParentRoute: () => inside,
  path: '/settings/privacy',
  component: lazyRouteComponent(
    () => withTexts(import('./privacy/privacy-settings.tsx'), loadPrivacyText),
    'PrivacySettings',
  ),
})

const phone = createRoute({
  getParentRoute: () => inside,
  path: '/phone',
  component: lazyRouteComponent(() => import('./phone/phone.tsx'), 'PhonePage'),
})
const find = createRoute({
  getParentRoute: () => inside,
  path: '/find',
  validateSearch: (search): { q?: string } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('./screens/find.tsx'), 'Find'),
})

const reviews = createRoute({
  getParentRoute: () => inside,
  path: '/reviews',
  validateSearch: (search): { state?: 'decided' | 'silent' | 'withdrawn'; review?: string } => ({
    state: (['decided', 'silent', 'withdrawn'] as const).find((state) => state === search.state),
    review: text(search.review),
  }),
  component: lazyRouteComponent(() => import('./screens/reviews.tsx'), 'Reviews'),
})

const claimTabs = ['appealed', 'seller_due', 'decided', 'recourses'] as const
const claims = createRoute({
  getParentRoute: () => inside,
  path: '/claims',
  validateSearch: (search): { tab?: (typeof claimTabs)[number]; claim?: string } => ({
    tab: claimTabs.find((tab) => tab === search.tab),
    claim: text(search.claim),
  }),
  component: lazyRouteComponent(() => withTexts(import('./claims/claims.tsx'), loadClaimText), 'Claims'),
})
const claim = createRoute({
  getParentRoute: () => inside,
  path: '/claims/$claimId',
  component: lazyRouteComponent(() => withTexts(import('./claims/claim-page.tsx'), loadClaimText), 'ClaimPage'),
})

const sellers = createRoute({
  getParentRoute: () => inside,
  path: '/sellers',
  validateSearch: (search): { q?: string } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('./sellers/sellers.tsx'), 'Sellers'),
})
const seller = createRoute({
  getParentRoute: () => inside,
  path: '/sellers/$sellerId',
  component: lazyRouteComponent(() => withTexts(import('./sellers/seller-page.tsx'), loadClaimText), 'SellerPage'),
})

const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/approvals',
  validateSearch: (search): { state?: 'approved' | 'declined' | 'expired'; approval?: string } => ({
    state: (['approved', 'declined', 'expired'] as const).find((state) => state === search.state),
    approval: text(search.approval),
  }),
  component: lazyRouteComponent(() => import('./screens/approvals.tsx'), 'Approvals'),
})

const returns = createRoute({
  getParentRoute: () => inside,
  path: '/returns',
  validateSearch: (search): { queue?: 'to_inspect' | 'exceptions' | 'overdue' | 'all'; return?: string } => ({
    queue: (['to_inspect', 'exceptions', 'overdue', 'all'] as const).find((queue) => queue === search.queue),
    return: text(search.return),
  }),
  component: lazyRouteComponent(() => import('./screens/returns.tsx'), 'Returns'),
})

const warehouse = createRoute({
  getParentRoute: () => inside,
  path: '/warehouse',
  component: lazyRouteComponent(() => import('./screens/warehouse.tsx'), 'Warehouse'),
})

const dropOff = createRoute({
  getParentRoute: () => inside,
  path: '/drop-off',
  validateSearch: (search): { place?: string } => ({ place: text(search.place) }),
  component: lazyRouteComponent(() => import('./screens/drop-off.tsx'), 'DropOff'),
})

const mail = createRoute({
  getParentRoute: () => inside,
  path: '/mail',
  validateSearch: (search): { by?: 'machines' } => ({ by: search.by === 'machines' ? 'machines' : undefined }),
  component: lazyRouteComponent(() => import('./screens/put-aside.tsx'), 'PutAside'),
})

const order = createRoute({
  getParentRoute: () => inside,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./screens/order.tsx'), 'OrderPage'),
})
const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => withTexts(import('./screens/customer.tsx'), loadPrivacyText), 'CustomerPage'),
})
const findings = createRoute({
  getParentRoute: () => inside,
  path: '/findings',
  component: lazyRouteComponent(() => import('./screens/findings.tsx'), 'Findings'),
})
const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  component: lazyRouteComponent(() => import('./screens/people.tsx'), 'People'),
})
const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./screens/imports.tsx'), 'Imports'),
})
const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./screens/api-keys.tsx'), 'ApiKeys'),
})
const policy = createRoute({
  getParentRoute: () => inside,
  path: '/policy',
  component: lazyRouteComponent(() => import('./screens/policy.tsx'), 'Policy'),
})

const tree = root.addChildren([
  signIn,
  setUp,
  password,
  inside.addChildren([
    home,
    desk,
    wall,
    insights,
    incidents,
    safety,
    recalls,
    settings,
    teams,
    skills,
    queues,
    hours,
    shifts,
    deadlines,
    macros,
    notifications,
    mailboxes,
    widgets,
    logins,
    privacy,
    help,
    helpArticle,
    phone,
    find,
    reviews,
    claims,
    claim,
    sellers,
    seller,
    approvals,
    returns,
    warehouse,
    dropOff,
    mail,
    order,
    customer,
    findings,
    people,
    imports,
    apiKeys,
    policy,
  ]),
])

export function newRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/console',
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: RouteTrouble,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
