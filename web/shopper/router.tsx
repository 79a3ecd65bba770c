import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { withTexts } from '../kit/i18n/own-texts.ts'
import { loadChatText } from '../parts/chat/text.ts'
import { loadClaimText } from '../parts/claims/text.ts'
import { Shell } from './layout/shell.tsx'
import { meQuery, orderQuery, ordersQuery, problemQuery, returnableQuery, returnQuery, trackingQuery } from './data.ts'
import { claimQuery } from './claims/data.ts'
import { securityQuery } from './security/data.ts'
import {
  loadCallText,
  loadLaterText,
  loadPaymentText,
  loadPrivacyText,
  loadSafetyText,
  loadSecurityText,
  loadStoreLoginText,
  loadToldText,
} from './joined-texts.ts'
import { readAnswers } from './return-answers.ts'
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
    () => withTexts(import('./store-login/sign-in-gate.tsx'), loadStoreLoginText, loadSecurityText),
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
  component: lazyRouteComponent(
    () => withTexts(import('./store-login/open-store-link.tsx'), loadStoreLoginText),
    'OpenStoreLink',
  ),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => withTexts(import('./security/forgot-password.tsx'), loadSecurityText),
    'ForgotPassword',
  ),
})

/** Opened from a mail; what proves it is in a cookie. */
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => withTexts(import('./security/reset-password.tsx'), loadSecurityText),
    'ResetPassword',
  ),
})

const undo = createRoute({
  getParentRoute: () => root,
  path: '/undo',
  component: lazyRouteComponent(() => withTexts(import('./security/undo.tsx'), loadSecurityText), 'Undo'),
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
  component: lazyRouteComponent(() => withTexts(import('./screens/guest-access.tsx'), loadLaterText), 'GuestAccess'),
})

const openOrder = createRoute({
  getParentRoute: () => root,
  path: '/open-order',
  validateSearch: (search): { then?: string } => ({ then: text(search.then) }),
  component: lazyRouteComponent(() => withTexts(import('./screens/open-order.tsx'), loadLaterText), 'OpenOrder'),
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
  component: lazyRouteComponent(() => withTexts(import('./screens/order.tsx'), loadLaterText), 'OrderPage'),
})

const tracking = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/tracking',
  validateSearch: (search): { shipment?: string } => ({ shipment: text(search.shipment) }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(trackingQuery(params.orderId)),
  component: lazyRouteComponent(() => withTexts(import('./screens/tracking.tsx'), loadLaterText), 'TrackingPage'),
})

const itemSearch = (search: Record<string, unknown>): { item?: string } => ({ item: text(search.item) })

const report = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/problem',
  validateSearch: itemSearch,
  loader: ({ context, params }) => void context.queries.prefetchQuery(orderQuery(params.orderId)),
  component: lazyRouteComponent(
    () => withTexts(import('./screens/report-problem.tsx'), loadLaterText, loadSafetyText),
    'ReportProblem',
  ),
})

const cancel = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/cancel',
  validateSearch: itemSearch,
  component: lazyRouteComponent(() => withTexts(import('./screens/cancel.tsx'), loadLaterText), 'CancelPage'),
})

const changeAddress = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/address',
  component: lazyRouteComponent(
    () => withTexts(import('./screens/change-address.tsx'), loadLaterText),
    'ChangeAddress',
  ),
})

const changeVariant = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/variant',
  validateSearch: itemSearch,
  component: lazyRouteComponent(
    () => withTexts(import('./screens/change-variant.tsx'), loadLaterText),
    'ChangeVariant',
  ),
})

const changePayment = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/payment',
  component: lazyRouteComponent(
    () => withTexts(import('./screens/change-payment.tsx'), loadLaterText),
    'ChangePayment',
  ),
})

const problem = createRoute({
  getParentRoute: () => known,
  path: '/problems/$problemId',
  loader: ({ context, params }) => void context.queries.prefetchQuery(problemQuery(params.problemId)),
  component: lazyRouteComponent(
    () => withTexts(import('./screens/problem.tsx'), loadLaterText, loadSafetyText),
    'ProblemPage',
  ),
})

const recall = createRoute({
  getParentRoute: () => known,
  path: '/recalls/$noticeId',
  component: lazyRouteComponent(
    () => withTexts(import('./screens/recall.tsx'), loadLaterText, loadSafetyText),
    'RecallPage',
  ),
})

const turnedUp = createRoute({
  getParentRoute: () => known,
  path: '/problems/$problemId/turned-up',
  component: lazyRouteComponent(() => withTexts(import('./screens/turned-up.tsx'), loadLaterText), 'TurnedUp'),
})

const returnFlow = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/return',
  validateSearch: readAnswers,
  loader: ({ context, params }) => void context.queries.prefetchQuery(returnableQuery(params.orderId)),
  component: lazyRouteComponent(() => withTexts(import('./screens/return-flow.tsx'), loadLaterText), 'ReturnFlow'),
})

const returnList = createRoute({
  getParentRoute: () => known,
  path: '/returns',
  component: lazyRouteComponent(() => withTexts(import('./screens/returns.tsx'), loadLaterText), 'Returns'),
})

const oneReturn = createRoute({
  getParentRoute: () => known,
  path: '/returns/$returnId',
  validateSearch: (search): { done?: boolean } => ({ done: search.done === true || undefined }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(returnQuery(params.returnId)),
  component: lazyRouteComponent(() => withTexts(import('./screens/return-page.tsx'), loadLaterText), 'ReturnPage'),
})

const returnWay = createRoute({
  getParentRoute: () => known,
  path: '/returns/$returnId/way',
  component: lazyRouteComponent(() => withTexts(import('./screens/return-way.tsx'), loadLaterText), 'ReturnWay'),
})

/** Reachable by everybody, signed in or not: the law wants no wall in front of it. */
const withdraw = createRoute({
  getParentRoute: () => root,
  path: '/withdraw',
  validateSearch: (search): { order?: string } => ({ order: text(search.order) }),
  component: lazyRouteComponent(() => withTexts(import('./screens/withdraw.tsx'), loadLaterText), 'Withdraw'),
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
  component: lazyRouteComponent(() => withTexts(import('./screens/gift-return.tsx'), loadLaterText), 'GiftReturn'),
})

/** Opened from a mail, by somebody who may have no account. */
const survey = createRoute({
  getParentRoute: () => root,
  path: '/survey/$surveyId',
  validateSearch: (search): { token?: string; solved?: 'yes' | 'no' } => ({
    token: text(search.token),
    solved: (['yes', 'no'] as const).find((solved) => solved === search.solved),
  }),
  component: lazyRouteComponent(() => withTexts(import('./screens/survey.tsx'), loadLaterText), 'SurveyPage'),
})

const goOn = createRoute({
  getParentRoute: () => root,
  path: '/go-on/$conversationId',
  validateSearch: (search): { link?: string } => ({ link: text(search.link) }),
  component: lazyRouteComponent(() => withTexts(import('./screens/go-on.tsx'), loadLaterText, loadChatText), 'GoOn'),
})

const claim = createRoute({
  getParentRoute: () => known,
  path: '/claims/$claimId',
  loader: ({ context, params }) => void context.queries.prefetchQuery(claimQuery(params.claimId)),
  component: lazyRouteComponent(
    () => withTexts(import('./claims/claim-page.tsx'), loadLaterText, loadClaimText),
    'ClaimPage',
  ),
})

const openClaim = createRoute({
  getParentRoute: () => known,
  path: '/orders/$orderId/claim',
  validateSearch: (search): { item?: string; ground?: string } => ({
    item: text(search.item),
    ground: text(search.ground),
  }),
  component: lazyRouteComponent(
    () => withTexts(import('./claims/open-claim.tsx'), loadLaterText, loadClaimText),
    'OpenClaim',
  ),
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
  component: lazyRouteComponent(() => withTexts(import('./screens/contact.tsx'), loadChatText), 'ContactPage'),
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
  component: lazyRouteComponent(() => withTexts(import('./screens/call-me.tsx'), loadCallText), 'CallMe'),
})

const oneCall = createRoute({
  getParentRoute: () => known,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => withTexts(import('./screens/call-page.tsx'), loadCallText), 'CallPage'),
})

const conversationList = createRoute({
  getParentRoute: () => known,
  path: '/conversations',
  component: lazyRouteComponent(() => withTexts(import('./screens/conversations.tsx'), loadChatText), 'Conversations'),
})

const conversation = createRoute({
  getParentRoute: () => known,
  path: '/conversations/$conversationId',
  component: lazyRouteComponent(
    () => withTexts(import('./screens/conversation.tsx'), loadChatText),
    'ConversationPage',
  ),
})

const inbox = createRoute({
  getParentRoute: () => known,
  path: '/inbox',
  component: lazyRouteComponent(() => withTexts(import('./told/inbox-page.tsx'), loadToldText), 'InboxPage'),
})

/** Opened from a mail, by somebody who need not be signed in. */
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  validateSearch: (search): { token?: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(
    () => withTexts(import('./told/unsubscribe-page.tsx'), loadToldText),
    'UnsubscribePage',
  ),
})

const account = createRoute({
  getParentRoute: () => known,
  path: '/account',
  component: lazyRouteComponent(
    () => withTexts(import('./screens/account.tsx'), loadPrivacyText, loadStoreLoginText, loadSecurityText),
    'AccountPage',
  ),
})

const security = createRoute({
  getParentRoute: () => known,
  path: '/account/security',
  loader: ({ context }) => void context.queries.prefetchQuery(securityQuery),
  component: lazyRouteComponent(
    () => withTexts(import('./security/security-page.tsx'), loadSecurityText),
    'SecurityPage',
  ),
})

const payments = createRoute({
  getParentRoute: () => known,
  path: '/account/payments',
  component: lazyRouteComponent(
    () => withTexts(import('./payments/payments-page.tsx'), loadPaymentText),
    'PaymentsPage',
  ),
})

const orderPayments = createRoute({
  getParentRoute: () => known,
  path: '/account/payments/$orderId',
  component: lazyRouteComponent(
    () => withTexts(import('./payments/order-payments-page.tsx'), loadPaymentText),
    'OrderPaymentsPage',
  ),
})

const securityPart = createRoute({
  getParentRoute: () => known,
  path: '/account/security/$part',
  component: lazyRouteComponent(() => withTexts(import('./security/part-page.tsx'), loadSecurityText), 'SecurityPart'),
})

const data = createRoute({
  getParentRoute: () => known,
  path: '/account/data',
  component: lazyRouteComponent(
    () => withTexts(import('./privacy/data-page.tsx'), loadToldText, loadPrivacyText, loadSecurityText),
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
