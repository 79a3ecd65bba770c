import Clock from 'lucide-react/icons/clock'
import { useEffect, useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'

/** How long there is left, with the exact moment on hover; it changes by itself. */
export function Deadline({ at, isOver }: { at: string; isOver?: boolean }) {
  const { format } = useConsole()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  const hoursLeft = (new Date(at).getTime() - format.now().getTime()) / 3_600_000
  const tone = isOver ? 'neutral' : hoursLeft < 1 ? 'bad' : hoursLeft < 6 ? 'warn' : 'neutral'
  return (
    <Badge tone={tone} icon={<Clock className="size-3.5" aria-hidden="true" />}>
      <time dateTime={at} title={format.exact(at)}>
        {format.fromNow(at)}
      </time>
    </Badge>
  )
}
