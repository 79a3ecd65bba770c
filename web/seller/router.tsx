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
import { type ReturnList, sellerMeQuery } from './data.ts'
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
  validateSearch: (search): { then?: string } => ({ then: text(search.then) }),
  component: lazyRouteComponent(() => import('./screens/sign-in.tsx'), 'SignIn'),
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
    if (!(await context.queries.ensureQueryData(sellerMeQuery)))
      throw redirect({ to: '/sign-in', search: { then: location.href } })
  },
  component: lazyRouteComponent(() => import('./layout/shell.tsx'), 'Shell'),
})

const todo = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/todo.tsx'), 'Todo'),
})
const change = createRoute({
  getParentRoute: () => inside,
  path: '/changes/$changeId',
  component: lazyRouteComponent(() => import('./screens/change.tsx'), 'ChangePage'),
})
const orders = createRoute({
  getParentRoute: () => inside,
  path: '/orders',
  validateSearch: (search): { q?: string; from?: string; to?: string } => ({
    q: text(search.q),
    from: text(search.from),
    to: text(search.to),
  }),
  component: lazyRouteComponent(() => import('./screens/orders.tsx'), 'Orders'),
})
const order = createRoute({
  getParentRoute: () => inside,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./screens/order.tsx'), 'OrderPage'),
})
const messages = createRoute({
  getParentRoute: () => inside,
  path: '/messages',
  component: lazyRouteComponent(() => import('./screens/messages.tsx'), 'Messages'),
})
const conversation = createRoute({
  getParentRoute: () => inside,
  path: '/messages/$conversationId',
  component: lazyRouteComponent(() => import('./screens/conversation.tsx'), 'ConversationPage'),
})
const returns = createRoute({
  getParentRoute: () => inside,
  path: '/returns',
  validateSearch: (search): { list?: ReturnList } => ({
    list: (['here', 'open', 'all'] as const).find((list) => list === search.list),
  }),
  component: lazyRouteComponent(() => import('./screens/returns.tsx'), 'Returns'),
})
const oneReturn = createRoute({
  getParentRoute: () => inside,
  path: '/returns/$returnId',
  component: lazyRouteComponent(() => import('./screens/return.tsx'), 'ReturnPage'),
})
const claims = createRoute({
  getParentRoute: () => inside,
  path: '/claims',
  component: lazyRouteComponent(() => withTexts(import('./screens/claims.tsx'), loadClaimText), 'Claims'),
})
const claim = createRoute({
  getParentRoute: () => inside,
  path: '/claims/$claimId',
  component: lazyRouteComponent(() => withTexts(import('./claims/claim-page.tsx'), loadClaimText), 'ClaimPage'),
})

const recourse = createRoute({
  getParentRoute: () => inside,
  path: '/recourse',
  validateSearch: (search): { debit?: string } => ({ debit: text(search.debit) }),
  component: lazyRouteComponent(() => withTexts(import('./claims/recourse-page.tsx'), loadClaimText), 'RecoursePage'),
})
const statement = createRoute({
  getParentRoute: () => inside,
  path: '/statement',
  component: lazyRouteComponent(() => import('./screens/statement.tsx'), 'Statement'),
})
const standing = createRoute({
  getParentRoute: () => inside,
  path: '/standing',
  component: lazyRouteComponent(() => import('./screens/standing.tsx'), 'Standing'),
})
const members = createRoute({
  getParentRoute: () => inside,
  path: '/members',
  component: lazyRouteComponent(() => import('./screens/members.tsx'), 'Members'),
})
const keys = createRoute({
  getParentRoute: () => inside,
  path: '/keys',
  component: lazyRouteComponent(() => import('./screens/keys.tsx'), 'Keys'),
})
const safety = createRoute({
  getParentRoute: () => inside,
  path: '/sign-in-safety',
  component: lazyRouteComponent(() => import('./screens/safety.tsx'), 'Safety'),
})

const tree = root.addChildren([
  signIn,
  password,
  inside.addChildren([
    todo,
    change,
    orders,
    order,
    messages,
    conversation,
    returns,
    oneReturn,
    claims,
    claim,
    recourse,
    statement,
    standing,
    members,
    keys,
    safety,
  ]),
])

export function newRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/seller',
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
