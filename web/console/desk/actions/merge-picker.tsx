import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { customerConversationsQuery } from '../data.ts'

type MergePickerProps = { conversation: Conversation; onClose: () => void; onMerged: (into: string) => void }

/** The same matter in another conversation of the same shopper: both are shown as one, until it is undone. */
export function MergePicker({ conversation, onClose, onMerged }: MergePickerProps) {
  const { t, format } = useConsole()
  const toast = useToast()
  const customer = conversation.desk?.customer?.id
  const others = useQuery({ ...customerConversationsQuery(customer ?? ''), enabled: Boolean(customer) }).data?.data
  const merge = useAction(
    (into: string, options) => call('POST /conversations/:id/merge', { id: conversation.id, into }, options),
    (merged) => {
      toast(t('merge.done'))
      onMerged(merged.desk?.mergedInto ?? merged.id)
      onClose()
    },
  )
  return (
    <Picker
      title={t('merge.title')}
      detail={t('merge.detail')}
      label={t('merge.find')}
      empty={t('merge.none')}
      items={
        customer
          ? others
              ?.filter((one) => one.id !== conversation.id && !one.desk?.mergedInto)
              .map((one) => ({
                id: one.id,
                label: `${one.reference} · ${one.subject || one.desk?.snippet || one.lastText || ''}`,
                detail: `${t(one.state === 'open' ? 'desk.open' : 'desk.resolved')} · ${format.moment(one.openedAt)}`,
              }))
          : []
      }
      onClose={onClose}
      onPick={(into) => void merge.run(into)}
      trouble={
        merge.error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={merge.error} />
          </div>
        )
      }
    />
  )
}
