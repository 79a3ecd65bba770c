import type { OutgoingMail } from '#contract/mail'
import Check from 'lucide-react/icons/check'
import Clock from 'lucide-react/icons/clock'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useConsole } from '../../text.ts'
import { whyNotDelivered } from './why-not-delivered.ts'

/** How far an answer of ours came as mail, in one quiet line under it; loud only where somebody has to find another way. */
export function OutgoingState({ mail }: { mail: OutgoingMail | undefined }) {
  const { t, rich, format } = useConsole()
  if (!mail) return null
  const { state, cc, delayedAt, failure, status } = mail
  if (state === 'taken_back') return null
  const to = <bdi key="to">{mail.to}</bdi>
  if (state === 'failed')
    return (
      <div className="mt-1 mb-2 ms-auto flex w-fit max-w-[85%] items-start gap-1.5 px-1 text-sm text-bad">
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <p>
          <span className="font-[580]">{rich('outgoing.failed', { to })}</span>{' '}
          {t(`notDelivered.${whyNotDelivered(mail)}`)}
          {status && <bdi className="tabular"> ({status})</bdi>}
        </p>
      </div>
    )
  const isWaiting = state === 'waiting'
  const at = isWaiting ? null : (delayedAt ?? mail.sentAt)
  const Icon = isWaiting || delayedAt ? Clock : Check
  return (
    <p className="mt-0.5 mb-2 ms-auto flex w-fit max-w-[85%] items-start gap-1.5 px-1 text-xs text-soft">
      <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {isWaiting
          ? rich(failure ? 'outgoing.away' : 'outgoing.waiting', { to })
          : delayedAt
            ? rich('outgoing.delayed', { to })
            : cc.length > 0
              ? rich('outgoing.sentMore', { to, count: cc.length })
              : rich('outgoing.sent', { to })}
        {at && (
          <>
            {' · '}
            <time dateTime={at} title={format.exact(at)} className="tabular">
              {format.time(at)}
            </time>
          </>
        )}
      </span>
    </p>
  )
}
