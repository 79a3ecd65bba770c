import Clock from 'lucide-react/icons/clock'
import { classes } from '../../ui/classes.ts'
import { useSeller } from '../text.ts'

const soonMs = 24 * 3_600_000

/** By when, and how long that still is. What is past, or soon, also says so in words. */
export function Deadline({ by, className }: { by: string; className?: string }) {
  const { t, format } = useSeller()
  const isPast = format.isPast(by)
  const isSoon = !isPast && new Date(by).getTime() - format.now().getTime() < soonMs
  return (
    <span
      className={classes(
        'inline-flex items-start gap-1.5',
        isPast ? 'text-bad' : isSoon ? 'text-warn' : 'text-soft',
        className,
      )}
    >
      <Clock className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span>
        <span className="block font-[620]">
          {isPast ? t('deadline.past') : t('deadline.in', { when: format.fromNow(by) })}
        </span>
        <time dateTime={by} className="block text-sm">
          {t('deadline.by', { moment: format.moment(by) })}
        </time>
      </span>
    </span>
  )
}
