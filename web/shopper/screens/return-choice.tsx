import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'

/** One answer that is given by a tap. */
export function TapChoice({
  label,
  detail,
  mark,
  icon,
  end,
  isChosen,
  onPress,
}: {
  label: ReactNode
  detail?: ReactNode
  mark?: ReactNode
  icon?: ReactNode
  end?: ReactNode
  isChosen?: boolean
  onPress: () => void
}) {
  return (
    <PlainButton
      onPress={onPress}
      aria-pressed={isChosen}
      className={classes(
        'flex min-h-15 w-full items-center gap-4 rounded-xl border bg-surface px-5 py-3.5 text-start font-[560] shadow-card transition-colors hover:border-accent hover:bg-accent-wash',
        isChosen ? 'border-accent' : 'border-line',
      )}
    >
      {icon && (
        <span
          className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-wash text-accent-ink [&>svg]:size-5"
          aria-hidden="true"
        >
          {icon}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{label}</span>
          {mark && <Badge tone="good">{mark}</Badge>}
        </span>
        {detail && <span className="block text-[0.9375rem] font-normal text-soft">{detail}</span>}
        {end && <span className="tabular mt-1 block text-[0.9375rem] text-accent-ink sm:hidden">{end}</span>}
      </span>
      {end && <span className="tabular hidden shrink-0 text-[0.9375rem] text-accent-ink sm:block">{end}</span>}
      <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
    </PlainButton>
  )
}
