import type { Queue } from '#contract/routing'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useCauses } from '../desk/actions/causes.ts'
import { calendarsQuery, teamsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'

type EditQueueProps = { queue: Queue | null; lastPlace: number; onClose: () => void }
type Matches = Queue['matches']

const channels = ['chat', 'mail', 'call'] as const
const nobody = '-'

/** What a queue takes, who serves it and when. */
export function EditQueue({ queue, lastPlace, onClose }: EditQueueProps) {
  const { t, format } = useConsole()
  const teams = useQuery(teamsQuery).data?.data ?? []
  const calendars = useQuery(calendarsQuery).data?.data ?? []
  const causes = useCauses(null) ?? []
  const [name, setName] = useState(queue?.name ?? '')
  const [place, setPlace] = useState(String(queue?.place ?? lastPlace + 1))
  const [team, setTeam] = useState(queue?.team?.id ?? nobody)
  const [calendar, setCalendar] = useState(queue?.calendarId ?? nobody)
  const [skill, setSkill] = useState(queue?.skill ?? '')
  const [priority, setPriority] = useState(String(queue?.priority ?? 0))
  const [matches, setMatches] = useState<Matches>(queue?.matches ?? {})
  const [isClosed, setClosed] = useState(false)
  const save = useAction(
    (input: Input<'POST /queues'>, options) =>
      queue
        ? call('PUT /queues/:id', { id: queue.id, version: queue.version, archived: isClosed || undefined, ...input })
        : call('POST /queues', input, options),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({
      name: name.trim(),
      place: Number(place) || 0,
      team: team === nobody ? null : team,
      calendar: calendar === nobody ? null : calendar,
      skill: skill.trim() || null,
      priority: Number(priority),
      matches,
    })
  }
  const toggle = <K extends 'channels' | 'intents'>(key: K, value: string, isOn: boolean) => {
    const now = (matches[key] ?? []) as string[]
    const next = isOn ? [...now, value] : now.filter((one) => one !== value)
    setMatches({ ...matches, [key]: next.length > 0 ? next : undefined })
  }
  const intents = [...new Set([...causes.map(({ id }) => id), ...(matches.intents ?? [])])]
  return (
    <Dialog title={queue?.name ?? t('queues.add')} isOpen onClose={onClose} closeLabel={t('common.close')} wide>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label={t('settings.name')} value={name} onChange={setName} maxLength={80} isRequired autoFocus />
          <TextField
            label={t('queues.place')}
            hint={t('queues.placeHint')}
            inputMode="numeric"
            value={place}
            onChange={setPlace}
          />
          <Select
            label={t('queues.servedBy')}
            value={team}
            onChange={setTeam}
            choices={[
              { id: nobody, label: t('queues.anybody') },
              ...teams.filter((one) => !one.archived).map((one) => ({ id: one.id, label: one.name })),
            ]}
          />
          <Select
            label={t('settings.hours')}
            value={calendar}
            onChange={setCalendar}
            choices={[
              { id: nobody, label: t('queues.always') },
              ...calendars.map((one) => ({ id: one.id, label: one.name })),
            ]}
          />
          <TextField
            label={t('queues.skillLabel')}
            hint={t('queues.skillHint')}
            value={skill}
            onChange={setSkill}
            dir="ltr"
          />
          <Select
            label={t('queues.priorityLabel')}
            value={priority}
            onChange={setPriority}
            choices={Array.from({ length: 10 }, (_, value) => ({ id: String(value), label: format.number(value) }))}
          />
        </div>
        <fieldset className="m-0 border-0 p-0">
          <legend className="text-sm font-[560]">{t('queues.channels')}</legend>
          <div className="flex flex-wrap gap-x-6">
            {channels.map((channel) => (
              <Checkbox
                key={channel}
                isSelected={Boolean(matches.channels?.includes(channel))}
                onChange={(isOn) => toggle('channels', channel, isOn)}
              >
                {t(`served.${channel}`)}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <fieldset className="m-0 border-0 p-0">
          <legend className="text-sm font-[560]">{t('queues.intents')}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {intents.map((intent) => (
              <Checkbox
                key={intent}
                isSelected={Boolean(matches.intents?.includes(intent))}
                onChange={(isOn) => toggle('intents', intent, isOn)}
              >
                {causes.find(({ id }) => id === intent)?.label ?? intent}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <Checkbox
          isSelected={Boolean(matches.safety)}
          onChange={(isOn) => setMatches({ ...matches, safety: isOn || undefined })}
          detail={t('queues.safetyDetail')}
        >
          {t('queues.safetyOnly')}
        </Checkbox>
        {queue && (
          <Checkbox isSelected={isClosed} onChange={setClosed} detail={t('queues.closeDetail')}>
            {t('queues.close')}
          </Checkbox>
        )}
        <ActionTrouble error={save.error} />
        <Button type="submit" look="primary" isPending={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
