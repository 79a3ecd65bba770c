import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import { classes } from './classes.ts'

const tones: Record<Tone, string> = {
  neutral: 'border-line bg-sunken text-ink',
  good: 'border-accent-line bg-accent-wash text-ink',
  warn: 'border-warn-line bg-warn-wash text-ink',
  bad: 'border-bad-line bg-bad-wash text-ink',
  note: 'border-note-line bg-note-wash text-ink',
}

const iconTones: Record<Tone, string> = {
  neutral: 'text-soft',
  good: 'text-accent-ink',
  warn: 'text-warn',
  bad: 'text-bad',
  note: 'text-note',
}

type BannerProps = {
  tone?: Tone
  icon?: ReactNode
  title?: ReactNode
  children?: ReactNode
  end?: ReactNode
  role?: 'status' | 'alert'
  className?: string
}

/** Something worth knowing, in the flow of the page. */
export function Banner({ tone = 'note', icon, title, children, end, role, className }: BannerProps) {
  return (
    <div
      role={role}
      className={classes(
        'flex flex-wrap items-start gap-x-3 gap-y-3 rounded-lg border px-4 py-3.5',
        tones[tone],
        className,
      )}
    >
      {icon && <span className={classes('mt-0.5 shrink-0 [&>svg]:size-5', iconTones[tone])}>{icon}</span>}
      <div className="min-w-0 flex-1 basis-52">
        {title && <p className="font-[580]">{title}</p>}
        {children && <div className="text-[0.9375rem] text-soft">{children}</div>}
      </div>
      {end}
    </div>
  )
}
