import { visibleTeams } from '#modules/staff'
import { administrator, anyone, guest, key, shopper, staff, visitor } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { acceptContact } from './commands/accept-contact.ts'
import { declineContact } from './commands/decline-contact.ts'
import { handOver } from './commands/hand-over.ts'
import { addQueue, changeQueue } from './commands/keep-queues.ts'
import { setPresence } from './commands/set-presence.ts'
import { takeOver } from './commands/take-over.ts'
import { routing } from './contract.ts'
import { guessIntent, sureIntent } from './intent/guess-intent.ts'
import { findMyQueue } from './my-queue.ts'
import { contactOptions, placeOf } from './place.ts'
import { routingPolicy } from './policy.ts'
import { presentQueues } from './present.ts'
import { loadQueues } from './queues.ts'
import { findWall, visibleQueues } from './wall.ts'

const agents = [staff('associate')]
const supervisors = [staff('supervisor'), administrator]

export const routingRoutes = routes(routing, {
  'GET /queue': { who: agents, query: findMyQueue },
  'PUT /presence': { who: agents, command: setPresence },
  'POST /contacts/:id/acceptance': { who: agents, command: acceptContact },
  'POST /contacts/:id/decline': { who: agents, command: declineContact },
  'POST /contacts/:id/hand-over': { who: agents, command: handOver },
  'POST /contacts/:id/take-over': { who: [staff('lead')], command: takeOver },
  'GET /conversations/:id/place': { who: [shopper, guest, visitor, staff('associate')], query: placeOf },
  'GET /contact-options': { who: [anyone], query: contactOptions },
  'GET /wall': { who: [staff('associate'), key('conversations:read')], query: findWall },
  'GET /queues': {
    who: [staff('associate'), key('conversations:read')],
    query: async (reader) => {
      const queues = visibleQueues(await loadQueues(reader), await visibleTeams(reader))
      return { data: await presentQueues(reader, queues) }
    },
  },
  'POST /queues': { who: supervisors, command: addQueue },
  'PUT /queues/:id': { who: supervisors, command: changeQueue },
  'POST /intents': {
    who: [staff('associate'), key('conversations:read')],
    query: async (reader, { text }) => {
      const guess = guessIntent(text)
      const sure = sureIntent(guess, (await routingPolicy(reader)).leastConfidence)
      return { intent: sure?.intent ?? null, confidence: sure?.confidence ?? 0, likely: guess.likely }
    },
  },
})
