import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ComponentType } from 'react'
import { Card } from '../../ui/card.tsx'

type AccountLinkProps = {
  to: '/account/security' | '/account/payments' | '/account/data'
  icon: ComponentType<{ className?: string; strokeWidth?: number }>
  title: string
  detail: string
}

/** From the account to one of its pages. */
export function AccountLink({ to, icon: Icon, title, detail }: AccountLinkProps) {
  return (
    <Card className="overflow-hidden">
      <Link to={to} className="flex min-h-18 items-center gap-4 px-5 py-4 text-ink no-underline hover:bg-canvas">
        <Icon className="size-6 shrink-0 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-[620]">{title}</span>
          <span className="block text-sm text-soft">{detail}</span>
        </span>
        <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </Card>
  )
}
