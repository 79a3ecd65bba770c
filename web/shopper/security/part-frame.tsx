import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'
import { useShopper } from '../text.ts'

/** One thing of Login & Security on a page of its own: the way back, a heading, and what is done here. */
export function PartFrame({ title, detail, children }: { title: string; detail?: ReactNode; children: ReactNode }) {
  const { t } = useShopper()
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <header className="grid justify-items-start gap-1.5">
        <Link to="/account/security" className="link -ms-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]">
          <ChevronLeft className="mirror size-5" aria-hidden="true" />
          {t('security.title')}
        </Link>
        <h1 className="text-2xl sm:text-3xl">{title}</h1>
        {detail && <p className="text-soft">{detail}</p>}
      </header>
      {children}
    </div>
  )
}
