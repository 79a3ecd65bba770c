import { administrator, key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { saveRules } from './commands/save-rules.ts'
import { clocks } from './contract.ts'
import { clocksDue, clocksOfConversation, presentRules } from './queries.ts'

export const clockRoutes = routes(clocks, {
  'GET /conversations/:id/clocks': {
    who: [staff('associate'), key('conversations:read')],
    query: (reader, { id }) => clocksOfConversation(reader, id),
  },
  'GET /clocks/due': { who: [staff('associate'), key('conversations:read')], query: clocksDue },
  'GET /clock-rules': { who: [staff('associate'), key('admin')], query: (reader) => presentRules(reader) },
  'PUT /clock-rules': { who: [staff('supervisor'), administrator], command: saveRules },
})
