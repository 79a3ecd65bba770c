import { anyone, guest, key, shopper, staff, visitor } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { cancelCall, moveCall, switchToChat } from './commands/change-request.ts'
import { hangUp, holdCall, pressKeys, reportCall, resumeCall } from './commands/guide-call.ts'
import { transferCall } from './commands/pass-call.ts'
import { phoneInstead } from './commands/phone-instead.ts'
import { requestCall } from './commands/request-call.ts'
import { wrapUpCall } from './commands/wrap-up.ts'
import { calls } from './contract.ts'
import { makeDeskPhone, showDeskPhone } from './desk-phone.ts'
import { saySide } from './sides.ts'
import { receiveLineWebhook } from './line-webhook.ts'
import { setOwnPhone, showOwnPhone } from './own-phone.ts'
import { colleaguesForCall, passedToMe } from './passing.ts'
import { callOptions, callsOfConversation, listRequests, showPhoneLine, showRequest } from './queries.ts'

const shoppers = [shopper, guest, visitor]
const whoAsks = [...shoppers, key('conversations:write')]
const agents = [staff('associate')]

export const callRoutes = routes(calls, {
  'GET /call-options': { who: shoppers, query: callOptions },
  'POST /call-requests': { who: whoAsks, limit: { perMinute: 30, by: 'actor' }, direct: requestCall },
  'GET /call-requests': { who: shoppers, query: listRequests },
  'GET /call-requests/:id': { who: [...whoAsks, key('conversations:read'), ...agents], query: showRequest },
  'POST /call-requests/:id/cancellation': { who: whoAsks, command: cancelCall },
  'POST /call-requests/:id/time': { who: whoAsks, command: moveCall },
  'POST /call-requests/:id/chat': { who: whoAsks, command: switchToChat },
  'POST /call-requests/:id/phone': { who: whoAsks, command: phoneInstead },
  'GET /conversations/:id/calls': { who: agents, query: callsOfConversation },
  'PUT /calls/:id/side': { who: [...shoppers, ...agents], limit: { perMinute: 120, by: 'actor' }, direct: saySide },
  'POST /calls/:id/result': { who: agents, command: reportCall },
  'POST /calls/:id/hold': { who: agents, command: holdCall },
  'POST /calls/:id/resumption': { who: agents, command: resumeCall },
  'POST /calls/:id/keys': { who: agents, command: pressKeys },
  'POST /calls/:id/hang-up': { who: agents, command: hangUp },
  'POST /calls/:id/transfer': { who: agents, command: transferCall },
  'GET /calls/:id/colleagues': { who: agents, query: colleaguesForCall },
  'GET /passed-calls': { who: agents, query: passedToMe },
  'POST /calls/:id/wrap-up': { who: agents, command: wrapUpCall },
  'GET /own-phone': { who: agents, query: showOwnPhone },
  'PUT /own-phone': { who: agents, command: setOwnPhone },
  'POST /webhooks/telephone': { who: [anyone], raw: receiveLineWebhook },
  'GET /desk-phone': { who: agents, direct: showDeskPhone },
  'POST /desk-phone': { who: agents, limit: { perMinute: 10, by: 'actor' }, direct: makeDeskPhone },
  'GET /phone-line': { who: [staff('supervisor')], query: showPhoneLine },
})
