import type { Order } from '#contract/story'
import type { ReactNode } from 'react'
import { ItemState } from './item-state.tsx'
import { ProductPicture } from './product-picture.tsx'
import { useParts } from './text.ts'

type Item = Order['items'][number]

type ItemRowProps = {
  item: Item
  /** The title as a link, where there is a page for it. */
  title?: ReactNode
  actions?: ReactNode
  /** Leaves the state out where a heading already says it. */
  hideState?: boolean
  children?: ReactNode
}

/** One item of an order: where it stands, what it is, what can be done with it now. */
export function ItemRow({ item, title, actions, hideState, children }: ItemRowProps) {
  const { t, format } = useParts()
  const options = Object.values(item.options)
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 sm:grid-rows-[auto_1fr]">
        {!hideState && <ItemState state={item.state} className="mb-2 max-sm:col-span-2 sm:col-start-2 sm:mb-1" />}
        <ProductPicture
          url={item.imageUrl}
          category={item.category}
          className="size-20 sm:col-start-1 sm:row-span-2 sm:row-start-1 sm:size-24"
        />
        <div className="min-w-0">
          <p className="line-clamp-3 font-[520]">{title ?? <bdi>{item.title}</bdi>}</p>
          <p className="flex flex-wrap gap-x-3 text-sm text-soft">
            {options.length > 0 && <span>{options.join(' · ')}</span>}
            {item.quantity > 1 && <span>{t('item.quantity', { quantity: item.quantity })}</span>}
            {item.canceledQuantity > 0 && item.canceledQuantity < item.quantity && (
              <span>{t('item.canceledQuantity', { quantity: item.canceledQuantity })}</span>
            )}
            <span className="tabular">{format.money(item.paid)}</span>
          </p>
          {item.seller && <p className="text-sm text-soft">{t('item.soldBy', { seller: item.seller.name })}</p>}
          {children}
        </div>
      </div>
      {actions}
    </div>
  )
}
