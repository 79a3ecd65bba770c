import type { OrderStory } from '#contract/story'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AddressInline } from '../../../parts/address-lines.tsx'
import { ItemState } from '../../../parts/item-state.tsx'
import { ProductPicture } from '../../../parts/product-picture.tsx'
import { Button } from '../../../ui/button.tsx'
import { RefundDialog } from '../../story/refund-dialog.tsx'
import { Section } from '../../story/section.tsx'
import { KeyButton } from '../../layout/key-button.tsx'
import { useKeys } from '../../layout/use-keys.ts'
import { useConsole } from '../../text.ts'
import { AddressDialog } from './address-dialog.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { GoodwillDialog } from './goodwill-dialog.tsx'
import { ReportPicker } from './report-picker.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { VariantDialog } from './variant-dialog.tsx'
import { useOrderWords, useRuleWords } from '../../../parts/words.ts'

type Item = OrderStory['order']['items'][number]
type Window =
  | { kind: 'report'; item?: string }
  | { kind: 'cancel'; item?: string }
  | { kind: 'return'; item?: string }
  | { kind: 'variant'; item: Item }
  | { kind: 'address' | 'refund' | 'goodwill' }

type OrderGlanceProps = { story: OrderStory; intent: string | null; photos: string[] }

/** The order in one glance, and what can be done with it now: exactly what the rules allow, for the shopper's sake. */
export function OrderGlance({ story, intent, photos }: OrderGlanceProps) {
  const { t, format } = useConsole()
  const orderWords = useOrderWords()
  const [window, setWindow] = useState<Window | null>(null)
  const { order } = story
  const close = () => setWindow(null)
  const may = (action: string) => order.allowed.some((one) => one.action === action)
  const itemsMay = (action: string) => order.items.some((item) => item.allowed.some((one) => one.action === action))
  useKeys({ p: () => setWindow({ kind: 'report' }) })
  return (
    <Section
      title={t('case.orderTitle', { reference: order.reference })}
      end={
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className="link text-sm">
          {t('story.open')}
        </Link>
      }
    >
      <div className="grid gap-1 px-4 pt-3 text-sm text-soft">
        <p>
          <span className="tabular font-[580] text-ink">{format.money(order.total)}</span> · {orderWords(order)} ·{' '}
          <time title={format.exact(order.placedAt)}>
            {t('story.placed', { when: format.shortDate(order.placedAt) })}
          </time>
        </p>
        <p>
          {t('story.address')}: <AddressInline address={order.shippingAddress} />
        </p>
        {order.promised && (
          <p>
            {t('parcels.promised', {
              day: format.shortDay(order.promised.deliverBy),
              kind: t(`parcels.${order.promised.kind}`),
            })}
          </p>
        )}
        <p>{t('units.refundable', { amount: format.money(story.refundable) })}</p>
      </div>
      <ul className="divide-y divide-line">
        {order.items.map((item) => (
          <li key={item.id} className="px-4 py-3">
            <OneItem
              item={item}
              isAlone={order.items.length === 1}
              onReport={() => setWindow({ kind: 'report', item: item.id })}
              onCancel={() => setWindow({ kind: 'cancel', item: item.id })}
              onReturn={() => setWindow({ kind: 'return', item: item.id })}
              onVariant={() => setWindow({ kind: 'variant', item })}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5 border-t border-line px-4 py-3">
        <KeyButton
          label={t('case.report')}
          shortcut="P"
          isDisabled={!itemsMay('problem')}
          onPress={() => setWindow({ kind: 'report' })}
        >
          {t('case.report')}
        </KeyButton>
        {itemsMay('return') && (
          <Button size="small" onPress={() => setWindow({ kind: 'return' })}>
            {t('case.return')}
          </Button>
        )}
        {(itemsMay('cancel') || itemsMay('request_cancel')) && (
          <Button size="small" onPress={() => setWindow({ kind: 'cancel' })}>
            {t('case.cancel')}
          </Button>
        )}
        {may('change_address') && (
          <Button size="small" onPress={() => setWindow({ kind: 'address' })}>
            {t('case.address')}
          </Button>
        )}
        <Button
          size="small"
          isDisabled={story.refundable.amountMinor === 0}
          onPress={() => setWindow({ kind: 'refund' })}
        >
          {t('refund.open')}
        </Button>
        <Button
          size="small"
          isDisabled={order.tenders.every(({ captured }) => captured.amountMinor === 0)}
          onPress={() => setWindow({ kind: 'goodwill' })}
        >
          {t('goodwill.open')}
        </Button>
      </div>
      {window?.kind === 'report' && (
        <ReportPicker order={order} only={window.item} intent={intent} photos={photos} onClose={close} />
      )}
      {window?.kind === 'cancel' && <CancelDialog order={order} only={window.item} onClose={close} />}
      {window?.kind === 'return' && <ReturnDialog orderId={order.id} only={window.item} onClose={close} />}
      {window?.kind === 'variant' && <VariantDialog order={order} item={window.item} onClose={close} />}
      {window?.kind === 'address' && <AddressDialog order={order} onClose={close} />}
      {window?.kind === 'refund' && <RefundDialog story={story} onClose={close} />}
      {window?.kind === 'goodwill' && <GoodwillDialog story={story} onClose={close} />}
    </Section>
  )
}

type OneItemProps = {
  item: Item
  /** Then the buttons of the order say the same. */
  isAlone: boolean
  onReport: () => void
  onCancel: () => void
  onReturn: () => void
  onVariant: () => void
}

function OneItem({ item, isAlone, onReport, onCancel, onReturn, onVariant }: OneItemProps) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const may = (action: string) => item.allowed.some((one) => one.action === action)
  const why = item.notAllowed.find(({ action }) => action === 'return' || action === 'problem')
  return (
    <div className="flex gap-3">
      <ProductPicture url={item.imageUrl} category={item.category} className="size-12" />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-[540]">
          {item.quantity > 1 && `${format.number(item.quantity)} × `}
          <bdi>{item.title}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-soft">
          <ItemState state={item.state} className="text-sm" />
          <span className="tabular">{format.money(item.paid)}</span>
          {Object.values(item.options).length > 0 && <span>{Object.values(item.options).join(' · ')}</span>}
          {item.seller && <span>{item.seller.name}</span>}
        </p>
        {why && (
          <p className="text-sm text-soft">{rule(['notAllowed', 'reason'], { code: why.code, words: why.message })}</p>
        )}
        <span className="-ms-2 flex flex-wrap empty:hidden">
          {!isAlone && may('problem') && (
            <Button size="small" look="quiet" className="px-2" onPress={onReport}>
              {t('case.reportItem')}
            </Button>
          )}
          {!isAlone && may('return') && (
            <Button size="small" look="quiet" className="px-2" onPress={onReturn}>
              {t('case.return')}
            </Button>
          )}
          {!isAlone && (may('cancel') || may('request_cancel')) && (
            <Button size="small" look="quiet" className="px-2" onPress={onCancel}>
              {t('case.cancel')}
            </Button>
          )}
          {may('change_variant') && (
            <Button size="small" look="quiet" className="px-2" onPress={onVariant}>
              {t('case.variant')}
            </Button>
          )}
        </span>
      </div>
    </div>
  )
}
