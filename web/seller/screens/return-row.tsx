import type { SellerReturn } from '#contract/sellerdesk'
import { Link } from '@tanstack/react-router'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { useSeller } from '../text.ts'

const tones: Record<SellerReturn['state'], Tone> = {
  waits_for_store: 'neutral',
  to_come: 'neutral',
  on_its_way: 'note',
  to_receive: 'warn',
  to_inspect: 'warn',
  done: 'good',
  ended: 'neutral',
}

/** How far the seller's part of a return is. */
export function ReturnState({ state }: { state: SellerReturn['state'] }) {
  const { t } = useSeller()
  return <Badge tone={tones[state]}>{t(`return.state.${state}`)}</Badge>
}

/** One return in a list. */
export function ReturnRow({ shown }: { shown: SellerReturn }) {
  const { t, format } = useSeller()
  const [line] = shown.lines
  return (
    <Link
      to="/returns/$returnId"
      params={{ returnId: shown.id }}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3.5 text-ink no-underline hover:bg-canvas sm:px-5"
    >
      <ProductPicture url={line?.imageUrl ?? null} className="size-14" />
      <span className="min-w-0 flex-1 basis-52">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <bdi className="font-[600]">{shown.reference}</bdi>
          <ReturnState state={shown.state} />
        </span>
        <span className="block truncate">
          <bdi>{shown.lines.map((each) => `${each.quantity} × ${each.title}`).join(', ')}</bdi>
        </span>
        <span className="block text-sm text-soft">
          {t('return.asked', { day: format.shortDay(shown.requestedAt) })}
        </span>
      </span>
      {shown.actBy && <Deadline by={shown.actBy} />}
    </Link>
  )
}
