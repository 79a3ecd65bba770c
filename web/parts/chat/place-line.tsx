import type { Place } from '#contract/routing'
import type { Conversation } from '#contract/conversations'
import CircleUserRound from 'lucide-react/icons/circle-user-round'
import Clock from 'lucide-react/icons/clock'
import Moon from 'lucide-react/icons/moon'
import type { ReactNode } from 'react'
import { useChatText } from './text.ts'

/** Who answers, or where somebody who waits stands and how long it honestly takes, or when somebody is there again. */
export function PlaceLine({
  place,
  withPerson,
  isWaiting,
  isMailed,
}: {
  place: Place | undefined
  withPerson: Conversation['with']
  /** What was written last waits for an answer. */
  isWaiting: boolean
  /** Whether an address is known that the answer goes to as well. */
  isMailed: boolean
}) {
  const { t } = useChatText()
  const wait = useWaitWords()
  const opens = useOpeningWords()
  const mailed = isMailed && t('place.mailToo')
  const said = (...words: unknown[]) => words.filter(Boolean).join(' ')
  if (withPerson)
    return (
      <Line icon={<CircleUserRound />}>{t('place.withPerson', { name: withPerson.name || t('chat.someone') })}</Line>
    )
  if (place?.state === 'closed')
    return <Line icon={<Moon />} title={t('place.closed')} detail={said(opens(place), mailed)} />
  // Written a moment ago: its place is not known yet, what is known is said already.
  if (isWaiting && place?.state !== 'waiting')
    return (
      <Line icon={<Clock />} title={t('place.taken')} detail={said(place && wait(place), t('place.keep'), mailed)} />
    )
  if (place?.state !== 'waiting') return null
  const ahead = place.ahead ?? null
  return (
    <Line
      icon={<Clock />}
      title={ahead === null ? undefined : ahead === 0 ? t('place.next') : t('place.ahead', { count: ahead })}
      detail={said(wait(place), t('place.keep'), mailed)}
    />
  )
}

/** How long it takes, where something honest can be said. */
export function useWaitWords() {
  const { t } = useChatText()
  return ({ waitSeconds }: Place): string => {
    if (!waitSeconds) return ''
    const [from, to] = [Math.floor(waitSeconds.from / 60), Math.max(1, Math.ceil(waitSeconds.to / 60))]
    if (waitSeconds.to <= 60) return t('place.soon')
    return from < 1 || from >= to ? t('place.waitUpTo', { to }) : t('place.wait', { from, to })
  }
}

/** When somebody is there again, in the zone of whoever looks. */
export function useOpeningWords() {
  const { t, format } = useChatText()
  return ({ opensAt }: Place): string => {
    if (!opensAt) return t('place.opensUnknown')
    const time = new Intl.DateTimeFormat(format.tag, {
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(new Date(opensAt))
    return t('place.opens', { time })
  }
}

function Line({
  icon,
  title,
  detail,
  children,
}: {
  icon: ReactNode
  title?: string | undefined
  detail?: string
  children?: ReactNode
}) {
  return (
    <div
      role="status"
      className="flex items-start gap-2.5 border-b border-line bg-canvas px-4 py-2.5 text-sm text-soft [&>svg]:mt-0.5 [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:text-accent-ink"
    >
      {icon}
      <div className="min-w-0">
        {title && <p className="font-[580] text-ink">{title}</p>}
        {detail && <p>{detail}</p>}
        {children && (
          <p className="text-ink">
            <bdi>{children}</bdi>
          </p>
        )}
      </div>
    </div>
  )
}
