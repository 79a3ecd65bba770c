import { guest, key, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { story } from './contract.ts'
import { showCustomerStory } from './customer-story.ts'
import { showOrders } from './list-orders.ts'
import { showOrderStory } from './order-story.ts'
import { search } from './search.ts'
import { showOrder } from './show-order.ts'
import { showVariants } from './show-variants.ts'

const viewers = [shopper, guest, staff('associate'), key('read')]
const helpers = [staff('associate'), key('read')]

export const storyRoutes = routes(story, {
  'GET /orders': { who: viewers, query: showOrders },
  'GET /orders/:id': { who: viewers, query: showOrder },
  'GET /orders/:id/story': { who: helpers, query: showOrderStory },
  'GET /customers/:id/story': { who: helpers, query: showCustomerStory },
  'GET /search': { who: helpers, query: search },
  'GET /orders/:id/variants': { who: viewers, query: showVariants },
})
