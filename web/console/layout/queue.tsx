import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import Inbox from 'lucide-react/icons/inbox'
import { type ReactNode, useEffect, useRef } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useConsole } from '../text.ts'
import { useKeys } from './use-keys.ts'

type Row = { id: string; title: ReactNode; detail: ReactNode; end: ReactNode; under?: ReactNode }

type QueueProps = {
  title: string
  states: { id: string; label: string; isCurrent: boolean; onChoose: () => void }[]
  rows: Row[] | undefined
  error: unknown
  onRetry: () => void
  selected: string | undefined
  onSelect: (id: string) => void
  onMore?: () => void
  empty: { title: string; detail: string }
  children: ReactNode
}

/** What waits on the left, the one in hand on the right; j and k go through it. On a phone one after the other. */
export function Queue({
  title,
  states,
  rows,
  error,
  onRetry,
  selected,
  onSelect,
  onMore,
  empty,
  children,
}: QueueProps) {
  const { t } = useConsole()
  const list = useRef<HTMLUListElement>(null)
  const at = rows?.findIndex((row) => row.id === selected) ?? -1
  const move = (step: number) => {
    const next = rows?.[Math.min(Math.max(at + step, 0), rows.length - 1)]
    if (next) onSelect(next.id)
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div className="lg:grid lg:h-[calc(100dvh-var(--bar))] lg:grid-cols-[21rem_minmax(0,1fr)]">
      <section
        aria-label={title}
        className={classes('flex min-h-0 flex-col border-line lg:border-e', selected && 'max-lg:hidden')}
      >
        <header className="grid gap-3 border-b border-line px-4 py-4">
          <h1 className="flex items-baseline justify-between text-xl">
            {title}
            <span className="text-xs font-normal tracking-normal text-faint max-lg:hidden">{t('queue.keys')}</span>
          </h1>
          <div className="flex flex-wrap gap-0.5">
            {states.map((state) => (
              <Button
                key={state.id}
                size="small"
                look={state.isCurrent ? 'secondary' : 'quiet'}
                aria-pressed={state.isCurrent}
                className="px-2"
                onPress={state.onChoose}
              >
                {state.label}
              </Button>
            ))}
          </div>
        </header>
        <ul ref={list} className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
          {error ? <PageTrouble isPart error={error} onRetry={onRetry} /> : null}
          {!rows && !error && (
            <li className="p-4">
              <SkeletonRows rows={5} height="h-16" label={t('common.loading')} />
            </li>
          )}
          {rows?.length === 0 && (
            <li>
              <Notice icon={<Inbox aria-hidden="true" />} title={empty.title}>
                {empty.detail}
              </Notice>
            </li>
          )}
          {rows?.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                aria-current={row.id === selected ? 'true' : undefined}
                onClick={() => onSelect(row.id)}
                className="grid w-full gap-1 border-s-3 border-transparent px-4 py-3 text-start -outline-offset-2 hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-accent-wash"
              >
                <span className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0 truncate font-[580]">{row.title}</span>
                  <span className="tabular shrink-0 text-sm">{row.end}</span>
                </span>
                <span className="line-clamp-2 text-sm text-soft">{row.detail}</span>
                {row.under && <span className="text-sm">{row.under}</span>}
              </button>
            </li>
          ))}
          {onMore && (
            <li className="p-3 text-center">
              <Button size="small" onPress={onMore}>
                {t('queue.more')}
              </Button>
            </li>
          )}
        </ul>
      </section>
      <section
        aria-label={t('queue.selected')}
        className={classes('min-w-0 lg:overflow-y-auto', !selected && 'max-lg:hidden')}
      >
        {children}
      </section>
    </div>
  )
}

/** On a phone, where the list is out of sight: which queue this is, and the way back to it. */
export function BackToQueue({
  to,
  children,
}: {
  to: '/reviews' | '/approvals' | '/returns' | '/safety' | '/claims'
  children: ReactNode
}) {
  return (
    <h1 className="px-4 text-base font-normal tracking-normal lg:hidden">
      <Link
        to={to}
        search={(now: Record<string, unknown>) => ({
          ...now,
          review: undefined,
          approval: undefined,
          return: undefined,
          claim: undefined,
          report: undefined,
        })}
        className="link inline-flex min-h-11 items-center gap-0.5"
      >
        <ChevronLeft className="mirror size-5" aria-hidden="true" />
        {children}
      </Link>
    </h1>
  )
}
