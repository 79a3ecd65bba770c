import type { SellerTodo } from '#contract/sellerdesk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Sun from 'lucide-react/icons/sun'
import type { ReactNode } from 'react'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { todoQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** The first page: what wants an answer, by when, and what happens without one. The nearest deadline is on top. */
export function Todo() {
  const { t } = useSeller()
  const todo = useQuery(todoQuery)
  const rows = todo.data?.data
  return (
    <Page title={t('place./')} detail={rows && rows.length > 0 ? t('todo.detail', { count: rows.length }) : undefined}>
      {todo.isError && <PageTrouble isPart error={todo.error} onRetry={() => void todo.refetch()} />}
      {todo.isPending && <SkeletonRows rows={3} height="h-28" label={t('common.loading')} />}
      {rows?.length === 0 && (
        <Card>
          <Notice icon={<Sun aria-hidden="true" />} title={t('todo.none')}>
            {t('todo.noneDetail')}
          </Notice>
        </Card>
      )}
      {rows && rows.length > 0 && (
        <ul className="grid gap-3">
          {rows.map((each) => (
            <Card as="li" key={`${each.kind} ${each.id}`}>
              <Row todo={each} />
            </Card>
          ))}
        </ul>
      )}
    </Page>
  )
}

function Row({ todo }: { todo: SellerTodo }) {
  const { t } = useSeller()
  return (
    <Place
      todo={todo}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-3 rounded-xl px-4 py-4 text-ink no-underline hover:bg-canvas sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:px-5"
    >
      <span className="max-sm:col-span-2">
        {todo.by ? <Deadline by={todo.by} /> : <span className="text-soft">{t('todo.noEnd')}</span>}
      </span>
      <span className="flex min-w-0 items-start gap-3">
        <ProductPicture url={todo.imageUrl} category={todo.category} className="size-12" />
        <span className="min-w-0">
          <Badge tone="note">{t(`todo.kind.${todo.kind}`)}</Badge>
          <span className="mt-1 block font-[600]">
            <Ask todo={todo} />
          </span>
          <span className="block text-sm text-soft">
            <bdi>{todo.title}</bdi>
            {todo.orderReference && (
              <>
                {' · '}
                <bdi>{todo.orderReference}</bdi>
              </>
            )}
          </span>
          <span className="mt-1 block text-sm text-soft">{t(`todo.silence.${todo.onSilence}`)}</span>
        </span>
      </span>
      <ChevronRight className="mirror size-5 text-faint" aria-hidden="true" />
    </Place>
  )
}

function Ask({ todo }: { todo: SellerTodo }) {
  const { t, rich } = useSeller()
  const name = todo.firstName ?? t('shopper.somebody')
  if (todo.kind === 'message')
    return (
      <span className="line-clamp-2">
        {rich('todo.ask.message', { name: <bdi>{name}</bdi>, said: <bdi>{todo.what}</bdi> })}
      </span>
    )
  if (todo.kind === 'return')
    return rich(todo.what === 'receive' ? 'todo.ask.receive' : 'todo.ask.inspect', { name: <bdi>{name}</bdi> })
  if (todo.kind === 'change')
    return rich(todo.what === 'cancel' ? 'todo.ask.cancel' : 'todo.ask.change', { name: <bdi>{name}</bdi> })
  return rich(askOfClaim(todo.what), { name: <bdi>{name}</bdi> })
}

function askOfClaim(what: string) {
  if (what === 'question') return 'todo.ask.claimQuestion'
  return what === 'contacting' ? 'todo.ask.claimAsked' : 'todo.ask.claim'
}

function Place({ todo, className, children }: { todo: SellerTodo; className: string; children: ReactNode }) {
  const rest = { className, children }
  switch (todo.kind) {
    case 'message':
      return <Link to="/messages/$conversationId" params={{ conversationId: todo.id }} {...rest} />
    case 'return':
      return <Link to="/returns/$returnId" params={{ returnId: todo.id }} {...rest} />
    case 'change':
      return <Link to="/changes/$changeId" params={{ changeId: todo.id }} {...rest} />
    case 'claim':
      return <Link to="/claims/$claimId" params={{ claimId: todo.id }} {...rest} />
  }
}
