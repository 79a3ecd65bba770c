import type { Conversation } from '#contract/conversations'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input } from '../../kit/call.ts'

/** Whatever the sockets miss is seen at this pace. */
const slowLookMs = 20_000

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
}

export type ConversationList = Pick<Input<'GET /conversations'>, 'view' | 'team' | 'state'>

/** Offered to me, held by me, waiting in my queues. */
export const workQuery = queryOptions({
  queryKey: ['desk', 'work'],
  queryFn: ({ signal }) => call('GET /queue', {}, { signal }),
  refetchInterval: slowLookMs,
})

export const countsQuery = queryOptions({
  queryKey: ['desk', 'counts'],
  queryFn: ({ signal }) => call('GET /conversations/counts', {}, { signal }),
  refetchInterval: slowLookMs,
})

export const conversationsQuery = (list: ConversationList) =>
  infiniteQueryOptions({
    queryKey: ['desk', 'list', list],
    queryFn: ({ signal, pageParam }) =>
      call('GET /conversations', { ...list, limit: 30, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    refetchInterval: slowLookMs,
  })

export const mentionsQuery = infiniteQueryOptions({
  queryKey: ['desk', 'mentions'],
  queryFn: ({ signal, pageParam }) => call('GET /mentions', { limit: 30, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const customerConversationsQuery = (customer: string) =>
  queryOptions({
    queryKey: ['customer', customer, 'conversations'],
    queryFn: ({ signal }) => call('GET /conversations', { customer, view: 'all', limit: 20 }, { signal }),
  })

export const conversationSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['desk', 'search', q],
    queryFn: ({ signal }) => call('GET /conversations/search', { q, limit: 8 }, { signal }),
    enabled: q.trim().length >= 2,
    staleTime: 5_000,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => call('GET /conversations/:id', { id }, { signal }),
  })

export const clocksQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'clocks'],
    queryFn: ({ signal }) => call('GET /conversations/:id/clocks', { id }, { signal }),
  })

/** What somebody read and looked for before they wrote, and the language to answer in. */
export const cameFromQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk', 'came-from', id],
    queryFn: ({ signal }) => call('GET /help-contacts/:conversation', { conversation: id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const openingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'openings'],
    queryFn: ({ signal }) => call('GET /conversations/:id/openings', { id }, { signal }),
    staleTime: 60_000,
  })

export const fittingMacrosQuery = (conversation: string, q: string) =>
  queryOptions({
    queryKey: ['macros', 'for', conversation, q],
    queryFn: ({ signal }) => call('GET /macros', { conversation, q: q || undefined, limit: 50 }, { signal }),
    placeholderData: (before) => before,
  })

export const macrosQuery = infiniteQueryOptions({
  queryKey: ['macros', 'all'],
  queryFn: ({ signal, pageParam }) => call('GET /macros', { limit: 100, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const macroVariablesQuery = queryOptions({
  queryKey: ['macros', 'variables'],
  queryFn: ({ signal }) => call('GET /macros/variables', {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => call('GET /teams', {}, { signal }),
  staleTime: 60_000,
})

export const skillsQuery = queryOptions({
  queryKey: ['skills'],
  queryFn: ({ signal }) => call('GET /skills', {}, { signal }),
})

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => call('GET /queues', {}, { signal }),
})

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: ({ signal }) => call('GET /calendars', {}, { signal }),
})

export const clockRulesQuery = queryOptions({
  queryKey: ['clock-rules'],
  queryFn: ({ signal }) => call('GET /clock-rules', {}, { signal }),
})

export const widgetsQuery = queryOptions({
  queryKey: ['widgets'],
  queryFn: ({ signal }) => call('GET /widgets', {}, { signal }),
})

/** Calls of a conversation with every try. */
export const callsQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk', 'calls', id],
    queryFn: ({ signal }) => call('GET /conversations/:id/calls', { id }, { signal }),
    refetchInterval: slowLookMs,
  })

/** Who can be asked to speak on in a call of mine. */
export const colleaguesForCallQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk', 'colleagues-for-call', id],
    queryFn: ({ signal }) => call('GET /calls/:id/colleagues', { id }, { signal }),
  })

/** Calls that colleagues want me to take over now; news comes with what is offered to me. */
export const passedCallsQuery = queryOptions({
  queryKey: ['desk', 'passed-calls'],
  queryFn: ({ signal }) => call('GET /passed-calls', {}, { signal }),
  refetchInterval: slowLookMs,
})

/** Answers of a conversation that left as mail, and who the next one goes to. */
export const outgoingMailsQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk', 'outgoing-mails', id],
    queryFn: ({ signal }) => call('GET /conversations/:id/outgoing-mails', { id }, { signal }),
    refetchInterval: slowLookMs,
  })

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: ({ signal }) => call('GET /mailboxes', {}, { signal }),
  refetchInterval: 10_000,
})

export const wallQuery = queryOptions({
  queryKey: ['wall'],
  queryFn: ({ signal }) => call('GET /wall', {}, { signal }),
  refetchInterval: 5_000,
})

export const returnableQuery = (order: string) =>
  queryOptions({
    queryKey: ['order', order, 'returnable'],
    queryFn: ({ signal }) => call('GET /orders/:id/returnable', { id: order }, { signal }),
  })

/** Who writes to us, by the best name that there is. */
export function nameOf({ desk, reference }: Conversation): string {
  return desk?.customer?.name || desk?.visitor?.name || desk?.customer?.email || desk?.visitor?.email || reference
}
