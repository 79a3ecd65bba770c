import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'note'

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-soft border-line',
  good: 'bg-accent-wash text-accent-ink border-accent-line',
  warn: 'bg-warn-wash text-warn border-warn-line',
  bad: 'bg-bad-wash text-bad border-bad-line',
  note: 'bg-note-wash text-note border-note-line',
}

/** A short word about a state. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-xs font-[580] whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}
