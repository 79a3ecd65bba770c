import { defineModule } from '#platform/module'
import { sendNotification } from './jobs/send-notification.ts'
import { reactions } from './reactions.ts'
import { answerTimer } from './reactions/conversations.ts'
import { notificationRoutes } from './routes.ts'

export { notificationsOf, type NotificationRecord } from './queries.ts'
export { previewNotification } from './preview.ts'
export { queueNotification, type NotificationRequest } from './queue-notification.ts'
export type { TemplateName, TemplateParams } from './templates.ts'

export const notificationsModule = defineModule({
  name: 'notifications',
  routes: [notificationRoutes],
  reactions,
  jobs: [sendNotification],
  timers: [answerTimer],
})
