import type { Returnable, ReturnRequest } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { MoneyBackPlan } from '../../../parts/money-back.tsx'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { returnableQuery } from '../data.ts'
import { useConsole } from '../../text.ts'
import { useRuleWords } from '../../../parts/words.ts'

type ReturnDialogProps = { orderId: string; only: string | undefined; onClose: () => void }
type Item = Returnable['items'][number]
type Resolution = Item['resolutions'][number]

/** Starts a return for the shopper: what, why, what they get for it; fee, amount and day stand there before. */
export function ReturnDialog({ orderId, only, onClose }: ReturnDialogProps) {
  const { t } = useConsole()
  const returnable = useQuery(returnableQuery(orderId))
  const [itemId, setItemId] = useState<string | null>(only ?? null)
  const items = returnable.data?.items ?? []
  const item = items.find((one) => one.itemId === itemId) ?? (items.length === 1 ? items[0] : undefined)
  const why = returnable.data?.notReturnable.find((one) => one.itemId === itemId)
  return (
    <Dialog title={t('case.return')} isOpen onClose={onClose} closeLabel={t('common.close')} wide>
      <div className="grid gap-4">
        {returnable.isPending && <SkeletonRows rows={2} height="h-12" label={t('common.loading')} />}
        {returnable.data && items.length > 1 && (
          <Select
            label={t('returnDialog.item')}
            value={item?.itemId ?? null}
            onChange={setItemId}
            choices={items.map((one) => ({ id: one.itemId, label: one.title }))}
          />
        )}
        {why && <p className="text-soft">{why.message}</p>}
        {returnable.data && items.length === 0 && !why && (
          <p className="text-soft">{returnable.data.notReturnable[0]?.message ?? t('returnDialog.none')}</p>
        )}
        {item && <ReturnForm key={item.itemId} item={item} orderId={orderId} onClose={onClose} />}
        <ActionTrouble error={returnable.error} />
      </div>
    </Dialog>
  )
}

function ReturnForm({ item, orderId, onClose }: { item: Item; orderId: string; onClose: () => void }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const toast = useToast()
  const [quantity, setQuantity] = useState(String(item.quantity))
  const [reason, setReason] = useState<string | null>(null)
  const [resolution, setResolution] = useState<Resolution>(item.resolutions[0] ?? 'refund')
  const [to, setTo] = useState<string | null>(null)
  const isReady = reason !== null && (resolution !== 'exchange' || to !== null)
  const request: ReturnRequest = {
    items: [{ item: item.itemId, order: orderId, quantity: Number(quantity), reason: reason ?? '' }],
    resolution,
    ...(resolution === 'exchange' && to ? { exchangeFor: [{ item: item.itemId, order: orderId, to }] } : {}),
  }
  const quote = useQuery({
    queryKey: ['return-quote', request],
    queryFn: ({ signal }) => call('POST /returns/quote', request, { signal }),
    enabled: isReady,
    meta: { isPreview: true },
  })
  const send = useAction(
    (wanted: ReturnRequest, options) => call('POST /returns', wanted, options),
    (made) => {
      toast(made.state.words)
      onClose()
    },
  )
  const shown = isReady ? quote.data : undefined
  return (
    <>
      {item.quantity > 1 && (
        <Select
          label={t('returnDialog.quantity')}
          value={quantity}
          onChange={setQuantity}
          choices={Array.from({ length: item.quantity }, (_, count) => ({
            id: String(count + 1),
            label: format.number(count + 1),
          }))}
        />
      )}
      <Select
        label={t('returnDialog.reason')}
        value={reason}
        onChange={setReason}
        choices={item.reasons.map((one) => ({
          id: one.code,
          label: rule('returnReason', one),
          detail: one.photo ? t('returnDialog.photo') : undefined,
        }))}
      />
      <Select
        label={t('returnDialog.for')}
        value={resolution}
        onChange={(id) => setResolution(id as Resolution)}
        choices={item.resolutions.map((one) => ({ id: one, label: t(`resolution.${one}`) }))}
      />
      {resolution === 'exchange' && (
        <Select
          label={t('returnDialog.to')}
          value={to}
          onChange={setTo}
          choices={item.variants
            .filter((variant) => variant.available)
            .map((variant) => ({
              id: variant.id,
              label: Object.values(variant.options).join(' · ') || variant.title,
              detail: format.money(variant.difference),
            }))}
        />
      )}
      {shown && (
        <div className="grid gap-2 rounded-lg bg-sunken px-4 py-3">
          <p>{shown.refundAtWords}</p>
          <MoneyBackPlan methods={shown.perTender} />
          <p className="text-sm text-soft">
            {t('returnDialog.fee', { fee: format.money(shown.fee), by: format.day(shown.handOverBy) })}
          </p>
          {shown.needsPerson && <p className="text-sm text-warn">{shown.needsPerson.words}</p>}
        </div>
      )}
      <ActionTrouble error={send.error ?? quote.error} />
      <Button
        look="primary"
        isDisabled={!shown}
        isPending={send.isPending}
        onPress={() =>
          shown && void send.run({ ...request, quote: { refund: shown.refund, fee: shown.fee, charge: shown.charge } })
        }
      >
        {shown && shown.refund.amountMinor > 0
          ? t('returnDialog.confirm', { amount: format.money(shown.refund) })
          : t('case.return')}
      </Button>
    </>
  )
}
