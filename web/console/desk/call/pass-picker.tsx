import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { colleaguesForCallQuery } from '../data.ts'

/** Somebody else speaks on: a colleague, or whoever of a team takes it. I stay in the call until then. */
export function PassPicker({ callId, onClose }: { callId: string; onClose: () => void }) {
  const { t } = useConsole()
  const [note, setNote] = useState('')
  const found = useQuery(colleaguesForCallQuery(callId)).data
  const pass = useAction(
    (to: Pick<Input<'POST /calls/:id/transfer'>, 'staff' | 'team'>, options) =>
      call('POST /calls/:id/transfer', { id: callId, ...to, ...(note.trim() ? { note } : {}) }, options),
    onClose,
  )
  const items = found && [
    ...found.teams.map(({ id, name, free }) => ({
      id: `team ${id}`,
      label: t('pass.team', { name }),
      detail: t('pass.free', { count: free }),
    })),
    ...found.people.map(({ id, name, isFree }) => ({
      id: `staff ${id}`,
      label: name,
      detail: t(isFree ? 'pass.isFree' : 'pass.isBusy'),
    })),
  ]
  return (
    <Picker
      title={t('pass.title')}
      detail={t('pass.detail')}
      label={t('pass.find')}
      empty={t('pass.nobody')}
      items={items}
      onClose={onClose}
      onPick={(choice) => {
        const [kind, id] = choice.split(' ')
        void pass.run(kind === 'team' ? { team: id } : { staff: id })
      }}
      trouble={
        pass.error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={pass.error} />
          </div>
        )
      }
    >
      <TextField label={t('assign.note')} value={note} onChange={setNote} maxLength={2000} />
    </Picker>
  )
}
