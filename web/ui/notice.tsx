import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type NoticeProps = {
  icon?: ReactNode
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  role?: 'alert' | 'status'
  className?: string
  level?: 'h1' | 'h2'
}

/** A quiet full-width state: nothing here, something went wrong, all done. */
export function Notice({ icon, title, children, actions, role, className, level: Level = 'h2' }: NoticeProps) {
  return (
    <div role={role} className={classes('grid justify-items-center gap-3 px-6 py-12 text-center', className)}>
      {icon && (
        <span className="grid size-14 place-items-center rounded-full bg-sunken text-soft [&>svg]:size-6">{icon}</span>
      )}
      <Level className="text-xl">{title}</Level>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
