import type { Me } from '#contract/customers'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Bell from 'lucide-react/icons/bell'
import { useEffect } from 'react'
import { call } from '../../kit/call.ts'
import { pageConnection } from '../../kit/live-connection.ts'
import { useShopper } from '../text.ts'

/** The way to my news, with how much of it is unread, true within moments. */
export function NewsLink({ me, className }: { me: Me; className: string }) {
  const { t, format } = useShopper()
  const queries = useQueryClient()
  const { data: unread = 0 } = useQuery({
    queryKey: ['inbox', 'unread'],
    queryFn: async ({ signal }) => (await call('GET /me/inbox', { limit: 1 }, { signal })).unread,
    staleTime: 5_000,
  })
  useEffect(() => {
    return pageConnection().watch(`inbox:${me.id}`, undefined, () => {
      void queries.invalidateQueries({ queryKey: ['inbox'] })
    })
  }, [me.id, queries])
  return (
    <Link to="/inbox" className={className} activeProps={{ 'aria-current': 'page' }}>
      <span className="relative">
        <Bell className="size-5" aria-hidden="true" />
        <span className="sr-only">{t('shell.news')}</span>
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute -end-3 -top-2.5 grid min-w-5 place-items-center rounded-full bg-bad px-1.5 text-xs leading-5 font-[620] text-on-bad tabular-nums"
          >
            {unread > 99 ? '99+' : format.number(unread)}
          </span>
        )}
      </span>
      <span role="status" className="sr-only">
        {unread > 0 && t('shell.unreadNews', { count: unread })}
      </span>
    </Link>
  )
}
