import { defineModule } from '#platform/module'
import { releaseBundle } from './bundles/release-bundle.ts'
import { inboxTopic } from './inbox/inbox.ts'
import { sendNotification } from './jobs/send-notification.ts'
import { reactions } from './reactions.ts'
import { answerTimer } from './reactions/conversations.ts'
import { notificationRoutes } from './routes.ts'
import { afterTheNight } from './short/after-the-night.ts'
import { sendShort } from './short/send-short.ts'
import { answerText } from './sms/hear-text.ts'
import { sendSmsCode } from './sms/send-code.ts'
import { notificationsPersonal } from './personal.ts'

export { preferencesOf } from './preferences.ts'
export { pushPort, smsPort, smsWebhookPath, smsWebhooks } from './ports.ts'
export { notificationsOf, type NotificationRecord } from './queries.ts'
export { previewNotification } from './preview.ts'
export { queueNotification, type NotificationRequest } from './queue-notification.ts'
export type { TemplateName, TemplateParams } from './templates.ts'

export const notificationsModule = defineModule({
  name: 'notifications',
  personal: notificationsPersonal,
  routes: [notificationRoutes],
  reactions,
  jobs: [sendNotification, sendShort, sendSmsCode, answerText],
  timers: [answerTimer, releaseBundle, afterTheNight],
  topics: [inboxTopic],
})
