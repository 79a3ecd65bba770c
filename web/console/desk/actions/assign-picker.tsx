import type { Conversation } from '#contract/conversations'
import type { Contact } from '#contract/routing'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { peopleQuery, staffMeQuery } from '../../data.ts'
import { Picker, type Pick } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { queuesQuery, teamsQuery } from '../data.ts'

type AssignPickerProps = {
  conversation: Conversation
  /** What I hold of it, while somebody waits in it: then it is handed over with their waiting time. */
  contact: Contact | undefined
  onClose: () => void
}

/** Take it, give it to a colleague, move it to a team, or hand it back to a queue, with a note for whoever gets it. */
export function AssignPicker({ conversation, contact, onClose }: AssignPickerProps) {
  const { t } = useConsole()
  const toast = useToast()
  const [note, setNote] = useState('')
  const me = useQuery(staffMeQuery).data
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data)
  const teams = useQuery(teamsQuery).data?.data
  const queues = useQuery({ ...queuesQuery, enabled: contact !== undefined }).data?.data
  const done = () => {
    toast(t('assign.done'))
    onClose()
  }
  const assign = useAction(
    (input: Input<'POST /conversations/:id/assignment'>, options) =>
      call('POST /conversations/:id/assignment', input, options),
    done,
  )
  const handOver = useAction(
    (input: Input<'POST /contacts/:id/hand-over'>, options) => call('POST /contacts/:id/hand-over', input, options),
    done,
  )
  const { desk } = conversation
  const others = (people ?? []).filter((person) => person.active && person.id !== me?.id)
  const items: Pick[] | undefined = people && [
    ...(me && desk?.assignee?.id !== me.id ? [{ id: `staff ${me.id}`, label: t('assign.me') }] : []),
    ...(contact
      ? (queues ?? []).map((queue) => ({ id: `queue ${queue.id}`, label: t('assign.queue', { name: queue.name }) }))
      : []),
    ...(teams ?? [])
      .filter((team) => !team.archived && team.id !== desk?.team?.id)
      .map((team) => ({
        id: `team ${team.id}`,
        label: t('assign.team', { name: team.name }),
        detail: t('assign.teamDetail'),
      })),
    ...others.map((person) => ({ id: `staff ${person.id}`, label: person.name, detail: t(`role.${person.role}`) })),
    ...(desk?.assignee ? [{ id: 'nobody', label: t('assign.nobody') }] : []),
    ...(desk?.team ? [{ id: 'no-team', label: t('assign.noTeam') }] : []),
  ]
  const pick = (choice: string) => {
    const [kind, id = ''] = choice.split(' ')
    const words = note.trim() ? { note: note.trim() } : {}
    if (kind === 'queue' && contact) return void handOver.run({ id: contact.id, queue: id, ...words })
    if (kind === 'staff' && contact && id !== me?.id) return void handOver.run({ id: contact.id, staff: id, ...words })
    const to =
      kind === 'staff'
        ? { staff: id }
        : kind === 'team'
          ? { team: id }
          : kind === 'nobody'
            ? { staff: null }
            : { team: null }
    void assign.run({ id: conversation.id, ...to, ...words })
  }
  const error = assign.error ?? handOver.error
  return (
    <Picker
      title={t('assign.title')}
      label={t('assign.find')}
      empty={t('people.nobody')}
      items={items}
      onClose={onClose}
      onPick={pick}
      trouble={
        error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={error} />
          </div>
        )
      }
    >
      <TextField label={t('assign.note')} value={note} onChange={setNote} maxLength={2000} />
    </Picker>
  )
}
