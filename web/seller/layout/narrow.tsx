import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Card } from '../../ui/card.tsx'
import { Mark } from '../../ui/mark.tsx'
import { storeQuery } from '../data.ts'

/** A page before anyone is inside: the store's name, one card, one thing to do. */
export function Narrow({ title, detail, children }: { title: string; detail?: ReactNode; children: ReactNode }) {
  const store = useQuery(storeQuery).data
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-10">
      <p className="flex items-center justify-center gap-2.5 text-lg font-[640]">
        <Mark className="size-8" />
        {store?.name || 'Makeright'}
      </p>
      <Card className="grid gap-5 p-6 sm:p-8">
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{title}</h1>
          {detail && <p className="text-soft">{detail}</p>}
        </div>
        {children}
      </Card>
    </main>
  )
}
