import { anyone, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import type { RawContext } from '#platform/contract/routes'
import { chooseTopics } from './choices/choose-topics.ts'
import { presentChoices } from './choices/present-choices.ts'
import { notifications, type NotificationPreferences } from './contract.ts'
import { markNotice, readAllNotices, readInbox } from './inbox/inbox.ts'
import { listTemplates, showTemplate } from './preview-routes.ts'
import { subscribe, unsubscribeBrowser } from './push/subscribe.ts'
import { selfOf } from './self.ts'
import { askForTexts, confirmNumber, forgetNumber } from './sms/change-number.ts'
import { receiveText } from './sms/hear-text.ts'
import { chooseByLink, openUnsubscribePage, showMailChoice, unsubscribeAtOnce } from './unsubscribe/mail-choices.ts'

export const notificationRoutes = routes(notifications, {
  'GET /me/notifications': { who: [shopper], direct: choices },
  'PUT /me/notifications': {
    who: [shopper],
    async direct(context) {
      await context.transact((work) => chooseTopics(work, selfOf(work), context.input.topics))
      return await choices(context)
    },
  },
  'POST /me/browsers': {
    who: [shopper],
    limit: { perMinute: 20, by: 'actor' },
    async direct(context, request) {
      await subscribe(context, context.input, request.headers['user-agent'])
      return await choices(context)
    },
  },
  'DELETE /me/browsers/:id': {
    who: [shopper],
    async direct(context) {
      await context.transact((work) => unsubscribeBrowser(work, context.input))
      return await choices(context)
    },
  },
  'POST /me/text-number': {
    who: [shopper],
    limit: { perMinute: 10, by: 'actor' },
    async direct(context) {
      await askForTexts(context, context.input.phone)
      return await choices(context)
    },
  },
  'POST /me/text-number/confirmation': {
    who: [shopper],
    limit: { perMinute: 20, by: 'actor' },
    async direct(context) {
      await confirmNumber(context, context.input.code)
      return await choices(context)
    },
  },
  'DELETE /me/text-number': {
    who: [shopper],
    async direct(context) {
      await context.transact(forgetNumber)
      return await choices(context)
    },
  },
  'GET /me/inbox': { who: [shopper], query: readInbox },
  'PUT /me/inbox/:id': { who: [shopper], command: markNotice },
  'POST /me/inbox/reading': { who: [shopper], command: readAllNotices },
  'GET /mail-choices': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, direct: showMailChoice },
  'POST /mail-choices': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, direct: chooseByLink },
  'GET /unsubscribe': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, raw: openUnsubscribePage },
  'POST /unsubscribe': { who: [anyone], limit: { perMinute: 600, by: 'ip' }, raw: unsubscribeAtOnce },
  'POST /webhooks/texts': { who: [anyone], raw: receiveText },
  'GET /notification-templates': { who: [staff('associate')], query: listTemplates },
  'GET /notification-templates/:name': { who: [staff('associate')], query: showTemplate },
})

async function choices({ app, read }: RawContext<unknown>): Promise<NotificationPreferences> {
  return await presentChoices(read(), app.ports)
}
