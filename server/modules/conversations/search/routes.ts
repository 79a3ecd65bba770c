import { key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { conversationSearch } from '../contract.ts'
import { searchConversations } from './search-conversations.ts'

export const searchRoutes = routes(conversationSearch, {
  'GET /conversations/search': { who: [staff('associate'), key('conversations:read')], query: searchConversations },
})
