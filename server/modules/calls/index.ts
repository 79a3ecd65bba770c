import { checkAssignments } from '#modules/conversations'
import { defineModule } from '#platform/module'
import { orderPhone } from './jobs/order-phone.ts'
import { placeCall } from './jobs/place-call.ts'
import { callTopic } from './live.ts'
import { watchPhoneLine } from './phone-line.ts'
import { reactions } from './reactions.ts'
import { talkTopic } from './sides.ts'
import { requireNotSpeaking } from './require-not-speaking.ts'
import { callRoutes } from './routes.ts'
import { compareCalls } from './schedule.ts'
import { timeHasCome, wrapUpOver } from './timers.ts'
import { callsPersonal } from './personal.ts'

export { deskPhonePassword, phoneRealm } from './desk-phone.ts'
export { findPhoneLine } from './phone-line.ts'
export { listenToCalls, type Listening } from './listen.ts'
export { answerCaller } from './answer-caller.ts'
export { lineWebhookPath } from './line-webhook.ts'
export { keptLineCalls, keptTalks } from './kept-talks.ts'
export { hearEvent } from './commands/hear-event.ts'
export { browserLine, type CallEvent, lineWebhooks, telephonyPort, type TelephonyPort } from './ports.ts'

checkAssignments(requireNotSpeaking)

export const callsModule = defineModule({
  name: 'calls',
  personal: callsPersonal,
  routes: [callRoutes],
  reactions,
  jobs: [placeCall, orderPhone],
  timers: [timeHasCome, wrapUpOver],
  schedules: [compareCalls],
  topics: [callTopic, talkTopic],
  services: [watchPhoneLine],
})
