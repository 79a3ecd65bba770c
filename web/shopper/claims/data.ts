import { queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

export const claimQuery = (id: string) =>
  queryOptions({ queryKey: ['claim', id], queryFn: ({ signal }) => call('GET /claims/:id', { id }, { signal }) })
