import { defineModule } from '#platform/module'
import { orderTopic } from './live.ts'
import { storyRoutes } from './routes.ts'
import { storyPersonal } from './personal.ts'

export { loadStories, storiesOf, type StoryOfOrder } from './load-orders.ts'
export { presentOrder } from './present-order.ts'

export const storyModule = defineModule({
  name: 'story',
  personal: storyPersonal,
  routes: [storyRoutes],
  topics: [orderTopic],
})
