import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { preferredLocale } from '../kit/i18n/locales.ts'
import { loadChatText } from '../parts/chat/text.ts'
import { loadClaimText } from '../parts/claims/text.ts'
import { loadCallText } from './call/text.ts'
import { Shell } from './layout/shell.tsx'
import { meQuery, orderQuery, ordersQuery, problemQuery, returnableQuery, returnQuery, trackingQuery } from './data.ts'
import { claimQuery } from './claims/data.ts'
import { securityQuery } from './security/data.ts'
import { readAnswers } from './return-answers.ts'
import { loadSafetyText } from './safety/text.ts'
import { loadStoreLoginText } from './store-login/text.ts'
import { loadToldText } from './told/text.ts'
import { loadPaymentText } from './payments/text.ts'
import { loadLaterText } from './later/text.ts'
import { loadPrivacyText } from './privacy/text.ts'
import { loadSecurityText } from './security/text.ts'
import { RouteTrouble } from './screens/route-trouble.tsx'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Shell,
  notFoundComponent: () => <RouteTrouble />,
  errorComponent: RouteTrouble,
})

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in' })
    throw me.kind === 'guest' && me.orderId
      ? redirect({ to: '/orders/$orderId', params: { orderId: me.orderId } })
      : redirect({ to: '/orders' })
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { then?: string; trouble?: string } => ({
    then: text(search.then),
    trouble: text(search.trouble),
  }),
  component: lazyRouteComponent(
    () => withStoreLoginText(withSecurityText(import('./store-login/sign-in-gate.tsx'))),
    'SignInGate',
  ),
})

/** Where the store's own sign-in sends people with a link that it signed. */
const storeLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/store',
  validateSearch: (search): { token?: string; return_to?: string } => ({
    token: text(search.token),
    return_to: text(search.return_to),
  }),
  component: lazyRouteComponent(() => withStoreLoginText(import('./store-login/open-store-link.tsx')), 'OpenStoreLink'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => withSecurityText(import('./security/forgot-password.tsx')), 'ForgotPassword'),
})

/** Opened from a mail; what proves it is in a cookie. */
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => withSecurityText(import('./security/reset-password.tsx')), 'ResetPassword'),
})

const undo = createRoute({
  getParentRoute: () => root,
  path: '/undo',
  component: lazyRouteComponent(() => withSecurityText(import('./security/undo.tsx')), 'Undo'),
})

/** Where the plain pages end; with this script there is more to see. */
const signedIn = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  beforeLoad: () => {
    throw redirect({ to: '/' })
  },
})

const guestAccess = createRoute({
  getParentRoute: () => root,
  path: '/find-order',
  validateSearch: (search): { order?: string } => ({ order: text(search.order) }),
  component: lazyRouteComponent(() => withLaterText(import('./screens/guest-access.tsx')), 'GuestAccess'),
})

const openOrder = createRoute({
  getParentRoute: () => root,
  path: '/open-order',
  validateSearch: (search): { then?: string } => ({ then: text(search.then) }),
  component: lazyRouteComponent(() => withLaterText(import('./screens/open-order.tsx')), 'OpenOrder'),
})

/** Everything that needs to know whose orders these are. */
const known = createRoute({
  getParentRoute: () => root,
  id: 'known',
  beforeLoad: async ({ context, location }) => {
    if (!(await context.queries.ensureQueryData(meQuery)))
      throw redirect({ to: '/sign-in', search: { then: location.href } })
  },
})

const orders = createRoute({
  getParentRoute: () => known,
  path: '/orders',
  validateSearch: (
    search,
  ): { q?: string; state?: 'open' | 'shipped' | 'delivered' | 'canceled' | 'problem'; year?: string } => ({
    q: text(search.q),
    state: (['open', 'shipped', 'delivered', 'canceled', 'problem'] as const).find((state) => state === search.state),
    year: text(String(search.year ?? '')),
  }),
  loader: ({ context }) => void context.queries.prefetchInfiniteQuery(ordersQuery({})),
  component: lazyRouteComponent(() => import('./screens/orders.tsx'), 'Orders'),
})

const order = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId',
  loader: ({ context, params }) => void context.queries.prefetchQuery(orderQuery(params.orderId)),
  component: lazyRouteComponent(() => withLaterText(import('./screens/order.tsx')), 'OrderPage'),
})

const tracking = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/tracking',
  validateSearch: (search): { shipment?: string } => ({ shipment: text(search.shipment) }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(trackingQuery(params.orderId)),
  component: lazyRouteComponent(() => withLaterText(import('./screens/tracking.tsx')), 'TrackingPage'),
})

const itemSearch = (search: Record<string, unknown>): { item?: string } => ({ item: text(search.item) })

const report = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/problem',
  validateSearch: itemSearch,
  loader: ({ context, params }) => void context.queries.prefetchQuery(orderQuery(params.orderId)),
  component: lazyRouteComponent(
    () => withLaterText(withSafetyText(import('./screens/report-problem.tsx'))),
    'ReportProblem',
  ),
})

const cancel = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/cancel',
  validateSearch: itemSearch,
  component: lazyRouteComponent(() => withLaterText(import('./screens/cancel.tsx')), 'CancelPage'),
})

const changeAddress = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/address',
  component: lazyRouteComponent(() => withLaterText(import('./screens/change-address.tsx')), 'ChangeAddress'),
})

const changeVariant = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/variant',
  validateSearch: itemSearch,
  component: lazyRouteComponent(() => withLaterText(import('./screens/change-variant.tsx')), 'ChangeVariant'),
})

const changePayment = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/payment',
  component: lazyRouteComponent(() => withLaterText(import('./screens/change-payment.tsx')), 'ChangePayment'),
})

const problem = createRoute({
  getParentRoute: () => known,
  path: '/problems/$problemId',
  loader: ({ context, params }) => void context.queries.prefetchQuery(problemQuery(params.problemId)),
  component: lazyRouteComponent(() => withLaterText(withSafetyText(import('./screens/problem.tsx'))), 'ProblemPage'),
})

const recall = createRoute({
  getParentRoute: () => known,
  path: '/recalls/$noticeId',
  component: lazyRouteComponent(() => withLaterText(withSafetyText(import('./screens/recall.tsx'))), 'RecallPage'),
})

const turnedUp = createRoute({
  getParentRoute: () => known,
  path: '/problems/$problemId/turned-up',
  component: lazyRouteComponent(() => withLaterText(import('./screens/turned-up.tsx')), 'TurnedUp'),
})

const returnFlow = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/return',
  validateSearch: readAnswers,
  loader: ({ context, params }) => void context.queries.prefetchQuery(returnableQuery(params.orderId)),
  component: lazyRouteComponent(() => withLaterText(import('./screens/return-flow.tsx')), 'ReturnFlow'),
})

const returnList = createRoute({
  getParentRoute: () => known,
  path: '/returns',
  component: lazyRouteComponent(() => withLaterText(import('./screens/returns.tsx')), 'Returns'),
})

const oneReturn = createRoute({
  getParentRoute: () => known,
  path: '/returns/$returnId',
  validateSearch: (search): { done?: boolean } => ({ done: search.done === true || undefined }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(returnQuery(params.returnId)),
  component: lazyRouteComponent(() => withLaterText(import('./screens/return-page.tsx')), 'ReturnPage'),
})

const returnWay = createRoute({
  getParentRoute: () => known,
  path: '/returns/$returnId/way',
  component: lazyRouteComponent(() => withLaterText(import('./screens/return-way.tsx')), 'ReturnWay'),
})

/** Reachable by everybody, signed in or not: the law wants no wall in front of it. */
const withdraw = createRoute({
  getParentRoute: () => root,
  path: '/withdraw',
  validateSearch: (search): { order?: string } => ({ order: text(search.order) }),
  component: lazyRouteComponent(() => withLaterText(import('./screens/withdraw.tsx')), 'Withdraw'),
})

/** A gift goes back by what stands on its slip; nobody signs in for that. */
const giftReturn = createRoute({
  getParentRoute: () => root,
  path: '/gift-return',
  validateSearch: (search): { order?: string; id?: string; token?: string } => ({
    order: text(search.order),
    id: text(search.id),
    token: text(search.token),
  }),
  component: lazyRouteComponent(() => withLaterText(import('./screens/gift-return.tsx')), 'GiftReturn'),
})

/** Opened from a mail, by somebody who may have no account. */
const survey = createRoute({
  getParentRoute: () => root,
  path: '/survey/$surveyId',
  validateSearch: (search): { token?: string; solved?: 'yes' | 'no' } => ({
    token: text(search.token),
    solved: (['yes', 'no'] as const).find((solved) => solved === search.solved),
  }),
  component: lazyRouteComponent(() => withLaterText(import('./screens/survey.tsx')), 'SurveyPage'),
})

const goOn = createRoute({
  getParentRoute: () => root,
  path: '/go-on/$conversationId',
  validateSearch: (search): { link?: string } => ({ link: text(search.link) }),
  component: lazyRouteComponent(() => withLaterText(withChatText(import('./screens/go-on.tsx'))), 'GoOn'),
})

/** A screen that shows conversations, once their words are here. */
async function withChatText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadChatText(preferredLocale())])
  return loaded
}

/** A screen on which something is reported, put right or recalled, once its words are here. */
async function withSafetyText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadSafetyText(preferredLocale())])
  return loaded
}

/** A screen on signing in or looking after it, once its words are here. */
async function withSecurityText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadSecurityText(preferredLocale())])
  return loaded
}

/** A screen on signing in with the store's own account, once its words are here. */
async function withStoreLoginText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadStoreLoginText(preferredLocale())])
  return loaded
}

/** A screen on what was paid, once its words are here. */
async function withPaymentText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadPaymentText(preferredLocale())])
  return loaded
}

/** A screen behind the list of orders, once its words are here. */
async function withLaterText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadLaterText(preferredLocale())])
  return loaded
}

/** A screen that speaks of calls, once their words are here. */
async function withCallText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadCallText(preferredLocale())])
  return loaded
}

/** A screen on what is kept of somebody, once its words are here. */
async function withPrivacyText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadPrivacyText(preferredLocale())])
  return loaded
}

/** A screen about news and how they come, once its words are here. */
async function withToldText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadToldText(preferredLocale())])
  return loaded
}

/** A screen that speaks of claims, once their words are here. */
async function withClaimText<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [loaded] = await Promise.all([screen, loadClaimText(preferredLocale())])
  return loaded
}

const claim = createRoute({
  getParentRoute: () => known,
  path: '/claims/$claimId',
  loader: ({ context, params }) => void context.queries.prefetchQuery(claimQuery(params.claimId)),
  component: lazyRouteComponent(() => withLaterText(withClaimText(import('./claims/claim-page.tsx'))), 'ClaimPage'),
})

const openClaim = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/claim',
  validateSearch: (search): { item?: string; ground?: string } => ({
    item: text(search.item),
    ground: text(search.ground),
  }),
  component: lazyRouteComponent(() => withLaterText(withClaimText(import('./claims/open-claim.tsx'))), 'OpenClaim'),
})

const contactSearch = (
  search: Record<string, unknown>,
): { order?: string; item?: string; about?: string; search?: string } => ({
  order: text(search.order),
  item: text(search.item),
  about: text(search.about),
  search: text(search.search),
})

const contact = createRoute({
  getParentRoute: () => known,
  path: '/contact',
  validateSearch: contactSearch,
  component: lazyRouteComponent(() => withChatText(import('./screens/contact.tsx')), 'ContactPage'),
})

/** Where the way to a person was before; the help pages, which stand there now, are the server's own. */
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  validateSearch: contactSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/contact', search })
  },
})

const callMe = createRoute({
  getParentRoute: () => known,
  path: '/call',
  validateSearch: (search): { order?: string; conversation?: string; about?: string } => ({
    order: text(search.order),
    conversation: text(search.conversation),
    about: text(search.about),
  }),
  component: lazyRouteComponent(() => withCallText(import('./screens/call-me.tsx')), 'CallMe'),
})

const oneCall = createRoute({
  getParentRoute: () => known,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => withCallText(import('./screens/call-page.tsx')), 'CallPage'),
})

const conversationList = createRoute({
  getParentRoute: () => known,
  path: '/conversations',
  component: lazyRouteComponent(() => withChatText(import('./screens/conversations.tsx')), 'Conversations'),
})

const conversation = createRoute({
  getParentRoute: () => known,
  path: '/conversations/$conversationId',
  component: lazyRouteComponent(() => withChatText(import('./screens/conversation.tsx')), 'ConversationPage'),
})

const inbox = createRoute({
  getParentRoute: () => known,
  path: '/inbox',
  component: lazyRouteComponent(() => withToldText(import('./told/inbox-page.tsx')), 'InboxPage'),
})

/** Opened from a mail, by somebody who need not be signed in. */
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  validateSearch: (search): { token?: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => withToldText(import('./told/unsubscribe-page.tsx')), 'UnsubscribePage'),
})

const account = createRoute({
  getParentRoute: () => known,
  path: '/account',
  component: lazyRouteComponent(
    () => withPrivacyText(withStoreLoginText(withSecurityText(import('./screens/account.tsx')))),
    'AccountPage',
  ),
})

const security = createRoute({
  getParentRoute: () => known,
  path: '/account/security',
  loader: ({ context }) => void context.queries.prefetchQuery(securityQuery),
  component: lazyRouteComponent(() => withSecurityText(import('./security/security-page.tsx')), 'SecurityPage'),
})

const payments = createRoute({
  getParentRoute: () => known,
  path: '/account/payments',
  component: lazyRouteComponent(() => withPaymentText(import('./payments/payments-page.tsx')), 'PaymentsPage'),
})

const orderPayments = createRoute({
  getParentRoute: () => known,
  path: '/account/payments/$orderId',
  component: lazyRouteComponent(
    () => withPaymentText(import('./payments/order-payments-page.tsx')),
    'OrderPaymentsPage',
  ),
})

const securityPart = createRoute({
  getParentRoute: () => known,
  path: '/account/security/$part',
  component: lazyRouteComponent(() => withSecurityText(import('./security/part-page.tsx')), 'SecurityPart'),
})

const data = createRoute({
  getParentRoute: () => known,
  path: '/account/data',
  component: lazyRouteComponent(
    () => withToldText(withPrivacyText(withSecurityText(import('./privacy/data-page.tsx')))),
    'DataPage',
  ),
})

const tree = root.addChildren([
  home,
  signIn,
  storeLink,
  forgotPassword,
  resetPassword,
  undo,
  signedIn,
  guestAccess,
  openOrder,
  withdraw,
  giftReturn,
  survey,
  goOn,
  unsubscribe,
  help,
  known.addChildren([
    orders,
    order,
    tracking,
    report,
    cancel,
    changeAddress,
    changeVariant,
    changePayment,
    problem,
    turnedUp,
    claim,
    openClaim,
    recall,
    returnFlow,
    returnList,
    oneReturn,
    returnWay,
    contact,
    callMe,
    oneCall,
    conversationList,
    conversation,
    inbox,
    account,
    security,
    securityPart,
    payments,
    orderPayments,
    data,
  ]),
])

export function newRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
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
