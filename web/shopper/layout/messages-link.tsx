import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import MessageCircle from 'lucide-react/icons/message-circle'
import { meQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { ownerOf, useUnread } from '../use-unread.ts'

/** The way to what was written, with how much of it is new. */
export function MessagesLink({ className }: { className: string }) {
  const { t, format } = useShopper()
  const me = useQuery(meQuery).data
  const unread = useUnread(me ? ownerOf(me) : null)
  return (
    <Link to="/conversations" className={className} activeProps={{ 'aria-current': 'page' }}>
      <span className="relative">
        <MessageCircle className="size-5 sm:hidden" aria-hidden="true" />
        <span className="max-sm:sr-only">{t('shell.messages')}</span>
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute -end-3.5 -top-2.5 grid min-w-5 place-items-center rounded-full bg-bad px-1.5 text-xs leading-5 font-[620] text-on-bad tabular-nums"
          >
            {unread > 99 ? '99+' : format.number(unread)}
          </span>
        )}
      </span>
      <span role="status" className="sr-only">
        {unread > 0 && t('shell.unread', { count: unread })}
      </span>
    </Link>
  )
}
