import type { SeenMail } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { conversationSearchQuery, nameOf } from '../data.ts'
import type { useMoving } from './mail-line.tsx'

type MovePickerProps = { mail: SeenMail; move: ReturnType<typeof useMoving>['move']; onClose: () => void }

/** Where a mail belongs: another conversation, found by its reference, a name or words, or one of its own. */
export function MovePicker({ mail, move, onClose }: MovePickerProps) {
  const { t } = useConsole()
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q)
  const found = useQuery(conversationSearchQuery(asked)).data?.data
  const own = { id: 'new', label: t('mail.moving.new'), detail: t('mail.moving.newDetail') }
  return (
    <Picker
      title={t('mail.moving.title')}
      label={t('mail.moving.find')}
      empty={t('mail.moving.none')}
      onSearch={setQ}
      items={[
        ...(found ?? [])
          .filter(({ conversation }) => conversation.id !== mail.conversation?.id)
          .map(({ conversation }) => ({
            id: conversation.id,
            label: `${conversation.reference} · ${nameOf(conversation)}`,
            detail: conversation.subject || conversation.lastText || '',
          })),
        own,
      ]}
      onClose={onClose}
      onPick={(to) => void move.run(to).then((moved) => moved && onClose())}
      trouble={
        move.error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={move.error} />
          </div>
        )
      }
    />
  )
}
