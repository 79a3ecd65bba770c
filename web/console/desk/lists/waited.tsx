import Clock from 'lucide-react/icons/clock'
import { useEffect, useState } from 'react'
import { useConsole } from '../../text.ts'

/** How long somebody has waited, counting on: 45 s, 3 min, 2 h. The exact moment is on hover. */
export function Waited({ since, quiet }: { since: string; quiet?: boolean }) {
  const { t, format } = useConsole()
  const now = useNow(1_000)
  return (
    <time
      dateTime={since}
      title={format.exact(since)}
      className={`tabular inline-flex items-center gap-1 text-xs whitespace-nowrap ${quiet ? 'text-soft' : 'font-[580] text-ink'}`}
    >
      <Clock className="size-3.5" aria-hidden="true" />
      {duration(t, format.number, (now.getTime() - new Date(since).getTime()) / 1000)}
    </time>
  )
}

type Words = ReturnType<typeof useConsole>

/** A length of time in its largest whole unit. */
export function duration(t: Words['t'], number: Words['format']['number'], seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return t('duration.seconds', { n: number(whole) })
  if (whole < 3_600) return t('duration.minutes', { n: number(Math.floor(whole / 60)) })
  if (whole < 86_400) return t('duration.hours', { n: number(Math.floor(whole / 3_600)) })
  return t('duration.days', { n: number(Math.floor(whole / 86_400)) })
}

/** The server's now, again and again. */
export function useNow(everyMs: number): Date {
  const { format } = useConsole()
  const [now, setNow] = useState(format.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(format.now()), everyMs)
    return () => clearInterval(timer)
  }, [format, everyMs])
  return now
}
