import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type CardProps = {
  children: ReactNode
  id?: string
  className?: string
  as?: 'section' | 'article' | 'div' | 'li'
  'aria-label'?: string
  'aria-labelledby'?: string
}

/** A sheet of paper on the canvas. */
export function Card({ children, className, as: Tag = 'section', ...rest }: CardProps) {
  return (
    <Tag {...rest} className={classes('rounded-xl border border-line bg-surface shadow-card', className)}>
      {children}
    </Tag>
  )
}

/** The words at the head of a card, with room for a control at the end. */
export function CardHead({
  title,
  detail,
  end,
  id,
  level: Level = 'h2',
}: {
  title: ReactNode
  detail?: ReactNode
  end?: ReactNode
  id?: string
  level?: 'h2' | 'h3'
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-5 pt-4.5">
      <div className="min-w-0">
        <Level id={id} className="text-lg">
          {title}
        </Level>
        {detail && <p className="text-sm text-soft">{detail}</p>}
      </div>
      {end}
    </header>
  )
}
