import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Phone from 'lucide-react/icons/phone'
import { callsOfOrderQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** With whom a shopper spoke about an order, and the way to a call that is still to come. */
export function CallsOfOrder({ orderId }: { orderId: string }) {
  const { t, format } = useShopper()
  const calls = useQuery(callsOfOrderQuery(orderId)).data?.data ?? []
  const shown = calls.flatMap((one) => {
    const words =
      one.state === 'done' && one.person
        ? t('person.spoke', {
            name: one.person.name,
            day: format.day(one.askedAt),
            minutes: Math.max(1, Math.round((one.seconds ?? 0) / 60)),
          })
        : ['scheduled', 'waiting', 'calling', 'talking'].includes(one.state)
          ? t('person.callOpen')
          : undefined
    return words ? [{ id: one.id, words }] : []
  })
  if (shown.length === 0) return null
  return (
    <ul className="grid w-full gap-1 border-t border-line pt-2">
      {shown.map(({ id, words }) => (
        <li key={id}>
          <Link to="/calls/$callId" params={{ callId: id }} className="link inline-flex min-h-11 items-center gap-2.5">
            <Phone className="size-4 shrink-0" aria-hidden="true" />
            {words}
          </Link>
        </li>
      ))}
    </ul>
  )
}
