import { onStoreSetUp } from '#modules/stores'
import { defineModule } from '#platform/module'
import { ensureQueues } from './queues.ts'
import { reactions } from './reactions.ts'
import { routingRoutes } from './routes.ts'
import { forgottenSweep, routingSweep } from './sweep.ts'
import { chatQuiet } from './timers.ts'
import { agentTopic, queueTopic, wallTopic } from './topics.ts'
import { routingPersonal } from './personal.ts'

onStoreSetUp(async (work) => void (await ensureQueues(work)))

export const routingModule = defineModule({
  name: 'routing',
  personal: routingPersonal,
  routes: [routingRoutes],
  reactions,
  timers: [chatQuiet],
  schedules: [routingSweep, forgottenSweep],
  topics: [agentTopic, queueTopic, wallTopic],
})
