import { sellerMember } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { sellerdesk } from './contract.ts'
import { listOwnConversations } from './conversations.ts'
import { listOwnOrders, showOwnOrder } from './orders.ts'
import { inspectOwn, listOwnReturns, receiveOwn, showOwnReturn } from './returns.ts'
import { listTodo } from './todo.ts'

export const sellerdeskRoutes = routes(sellerdesk, {
  'GET /seller/todo': { who: [sellerMember], query: (reader) => listTodo(reader) },
  'GET /seller/orders': { who: [sellerMember], query: listOwnOrders },
  'GET /seller/orders/:id': { who: [sellerMember], query: showOwnOrder },
  'GET /seller/returns': { who: [sellerMember], query: listOwnReturns },
  'GET /seller/returns/:id': { who: [sellerMember], query: showOwnReturn },
  'POST /seller/returns/:id/receipt': { who: [sellerMember], command: receiveOwn },
  'POST /seller/returns/:id/inspection': { who: [sellerMember], command: inspectOwn },
  'GET /seller/conversations': { who: [sellerMember], query: listOwnConversations },
})
