import type { ReactNode } from 'react'
import { BackHead } from '../screens/back-head.tsx'
import { useShopper } from '../text.ts'

/** One thing of Login & Security on a page of its own: the way back, a heading, and what is done here. */
export function PartFrame({ title, detail, children }: { title: string; detail?: ReactNode; children: ReactNode }) {
  const { t } = useShopper()
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <BackHead to="/account/security" back={t('security.title')} title={title}>
        {detail && <p className="text-soft">{detail}</p>}
      </BackHead>
      {children}
    </div>
  )
}
