import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CallError } from '../../kit/call.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { calendarsQuery, queuesQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import type { RuleInput } from './deadlines.tsx'

const channels = ['chat', 'mail', 'call', 'web'] as const
const none = '-'

type EditDeadlineProps = {
  rule: RuleInput | null
  error: CallError | null
  isPending: boolean
  onSave: (rule: RuleInput) => void
  onRemove?: () => void
  onClose: () => void
}

/** For what a target holds, and how long each answer may take, in minutes. */
export function EditDeadline({ rule, error, isPending, onSave, onRemove, onClose }: EditDeadlineProps) {
  const { t } = useConsole()
  const queues = useQuery(queuesQuery).data?.data ?? []
  const calendars = useQuery(calendarsQuery).data?.data ?? []
  const [form, setForm] = useState({
    name: rule?.name ?? '',
    channels: rule?.channels ?? [],
    queue: rule?.queue ?? none,
    calendar: rule?.calendar ?? none,
    first: rule?.firstMinutes ? String(rule.firstMinutes) : '',
    next: rule?.nextMinutes ? String(rule.nextMinutes) : '',
    resolution: rule?.resolutionMinutes ? String(rule.resolutionMinutes) : '',
  })
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes })
  const minutes = (text: string) => (text.trim() === '' ? null : Math.round(Number(text)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave({
      ...(rule?.id ? { id: rule.id } : {}),
      name: form.name.trim(),
      channels: form.channels,
      queue: form.queue === none ? null : form.queue,
      calendar: form.calendar === none ? null : form.calendar,
      firstMinutes: minutes(form.first),
      nextMinutes: minutes(form.next),
      resolutionMinutes: minutes(form.resolution),
    })
  }
  return (
    <Dialog title={rule?.name ?? t('deadlines.add')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('settings.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          maxLength={80}
          isRequired
          autoFocus
        />
        <fieldset className="m-0 border-0 p-0">
          <legend className="text-sm font-[560]">{t('queues.channels')}</legend>
          <div className="flex flex-wrap gap-x-6">
            {channels.map((channel) => (
              <Checkbox
                key={channel}
                isSelected={form.channels.includes(channel)}
                onChange={(isOn) =>
                  set({ channels: isOn ? [...form.channels, channel] : form.channels.filter((one) => one !== channel) })
                }
              >
                {t(`channel.${channel}`)}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <Select
          label={t('deadlines.queueLabel')}
          value={form.queue}
          onChange={(queue) => set({ queue })}
          choices={[
            { id: none, label: t('deadlines.anyQueue') },
            ...queues.map(({ id, name }) => ({ id, label: name })),
          ]}
        />
        <Select
          label={t('deadlines.countedBy')}
          value={form.calendar}
          onChange={(calendar) => set({ calendar })}
          choices={[
            { id: none, label: t('deadlines.roundTheClock') },
            ...calendars.map(({ id, name }) => ({ id, label: name })),
          ]}
        />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          {(['first', 'next', 'resolution'] as const).map((kind) => (
            <TextField
              key={kind}
              label={t(`deadlines.${kind}Label`)}
              inputMode="numeric"
              dir="ltr"
              value={form[kind]}
              onChange={(value) => set({ [kind]: value })}
            />
          ))}
        </div>
        <p className="text-sm text-soft">{t('deadlines.minutesHint')}</p>
        <ActionTrouble error={error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isPending={isPending}>
            {t('common.save')}
          </Button>
          {onRemove && (
            <Button isDisabled={isPending} onPress={onRemove}>
              {t('deadlines.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
