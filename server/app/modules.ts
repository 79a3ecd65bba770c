import { calendarsModule } from '#modules/calendars'
import { conversationsModule } from '#modules/conversations'
import { incidentsModule } from '#modules/incidents'
import { insightsModule } from '#modules/insights'
import { macrosModule } from '#modules/macros'
import { routingModule } from '#modules/routing'
import { clocksModule } from '#modules/clocks'
import { surveysModule } from '#modules/surveys'
import { helpcenterModule } from '#modules/helpcenter'
import { widgetsModule } from '#modules/widgets'
import { callsModule } from '#modules/calls'
import { loginsModule } from '#modules/logins'
import { mailModule } from '#modules/mail'
import { changesModule } from '#modules/changes'
import { claimsModule } from '#modules/claims'
import { connectionsModule } from '#modules/connections'
import { customersModule } from '#modules/customers'
import { deliveriesModule } from '#modules/deliveries'
import { filesModule } from '#modules/files'
import { notificationsModule } from '#modules/notifications'
import { ordersModule } from '#modules/orders'
import { personsModule } from '#modules/persons'
import { agentLimits, policyModule } from '#modules/policy'
import { peopleAreKeptBy, privacyModule } from '#modules/privacy'
import { problemsModule } from '#modules/problems'
import { refundsModule } from '#modules/refunds'
import { replacementsModule } from '#modules/replacements'
import { returnsModule } from '#modules/returns'
import { safetyModule } from '#modules/safety'
import { sellerdeskModule } from '#modules/sellerdesk'
import { sellersModule } from '#modules/sellers'
import { limitsComeFrom, linkedAccountsComeFrom, staffModule } from '#modules/staff'
import { settlementsModule } from '#modules/settlements'
import { standingsModule } from '#modules/standings'
import { storesModule } from '#modules/stores'
import { statementsModule } from '#modules/statements'
import { storyModule } from '#modules/story'
import { identityOf, trustModule } from '#modules/trust'
import { watchModule } from '#modules/watch'
import type { Module } from '#platform/module'

// Staff stand above policy and trust, so that they are told here where limits and linked accounts come from.
limitsComeFrom(agentLimits)
linkedAccountsComeFrom(async (reader, customerId) => (await identityOf(reader, customerId)).linked)

/** The domain, in the order of `modules.js`: each may use only those above it. */
export const modules: readonly Module[] = [
  storesModule,
  customersModule,
  sellersModule,
  staffModule,
  loginsModule,
  filesModule,
  calendarsModule,
  policyModule,
  ordersModule,
  deliveriesModule,
  trustModule,
  refundsModule,
  settlementsModule,
  changesModule,
  replacementsModule,
  returnsModule,
  claimsModule,
  standingsModule,
  problemsModule,
  storyModule,
  statementsModule,
  conversationsModule,
  sellerdeskModule,
  personsModule,
  macrosModule,
  routingModule,
  clocksModule,
  surveysModule,
  helpcenterModule,
  widgetsModule,
  incidentsModule,
  mailModule,
  callsModule,
  safetyModule,
  notificationsModule,
  watchModule,
  privacyModule,
  insightsModule,
  connectionsModule,
]

peopleAreKeptBy(() => modules)
