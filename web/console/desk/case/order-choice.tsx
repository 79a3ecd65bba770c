import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import Link2 from 'lucide-react/icons/link-2'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { customerStoryQuery } from '../../data.ts'
import { useConsole } from '../../text.ts'
import { useOrderWords } from '../../../parts/words.ts'

type OrderChoiceProps = {
  conversation: Conversation
  customerId: string
  orderId: string | null
  onOrder: (id: string) => void
}

/** Which of the shopper's orders is looked at, and whether the conversation is linked with it. */
export function OrderChoice({ conversation, customerId, orderId, onOrder }: OrderChoiceProps) {
  const { t, format } = useConsole()
  const orderWords = useOrderWords()
  const orders = useQuery(customerStoryQuery(customerId)).data?.orders ?? []
  const link = useAction((id: string) =>
    call('PUT /conversations/:id/about', { id: conversation.id, about: { kind: 'order', id } }),
  )
  if (orders.length === 0) return null
  return (
    <div className="grid gap-2">
      <Select
        label={t('case.order')}
        quietLabel
        small
        placeholder={t('case.pickOrder')}
        value={orderId}
        onChange={onOrder}
        choices={orders.map((order) => ({
          id: order.id,
          label: `${order.reference} · ${format.money(order.total)} · ${order.items.map((item) => item.title).join(', ')}`,
          detail: `${orderWords(order)} · ${format.shortDate(order.placedAt)}`,
        }))}
      />
      {orderId && orderId !== conversation.orderId && (
        <Button
          size="small"
          look="quiet"
          icon={<Link2 className="size-4" aria-hidden="true" />}
          isPending={link.isPending}
          onPress={() => void link.run(orderId)}
          className="justify-self-start"
        >
          {t('case.link')}
        </Button>
      )}
      <ActionTrouble error={link.error} />
    </div>
  )
}
