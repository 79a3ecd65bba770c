import type { Calendar } from '#contract/calendars'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { readHours, writeHours } from './read-hours.ts'

type Day = Calendar['days'][number]

/** The days that differ: by hand, from a file, or from an address that is read again and again. */
export function HolidaysDialog({ calendar: before, onClose }: { calendar: Calendar; onClose: () => void }) {
  const { t, format } = useConsole()
  const [calendar, setCalendar] = useState(before)
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const [hours, setHours] = useState('')
  const [url, setUrl] = useState(before.holidaysUrl ?? '')
  const save = useAction(
    ({ days, holidaysUrl }: { days: Day[]; holidaysUrl: string | null }) =>
      call('PUT /calendars/:id', {
        id: calendar.id,
        version: calendar.version,
        name: calendar.name,
        timeZone: calendar.timeZone,
        alwaysOpen: calendar.alwaysOpen,
        week: calendar.week,
        days: days
          .filter(({ source }) => source === 'by_hand')
          .map((one) => ({ day: one.day, hours: one.hours, name: one.name })),
        holidaysUrl,
      }),
    setCalendar,
  )
  const read = useAction(
    (ical: string, options) => call('POST /calendars/:id/holidays', { id: calendar.id, ical }, options),
    setCalendar,
  )
  const spans = readHours(hours)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!day || !spans) return
    const added: Day = { day, hours: spans, name: name.trim(), source: 'by_hand' }
    const days = [...calendar.days.filter((one) => one.day !== day || one.source !== 'by_hand'), added]
    if (await save.run({ days, holidaysUrl: calendar.holidaysUrl })) {
      setDay('')
      setName('')
      setHours('')
    }
  }
  return (
    <Dialog
      title={t('holidays.title', { name: calendar.name })}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      wide
    >
      <div className="grid gap-5">
        {calendar.days.length > 0 && (
          <ul className="divide-y divide-line rounded-lg border border-line" aria-label={t('hours.holidays')}>
            {calendar.days.map((one) => (
              <li
                key={`${one.day} ${one.source}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm"
              >
                <span className="tabular font-[560]">{format.shortDate(`${one.day}T12:00:00Z`)}</span>
                <span className="min-w-0 flex-1">
                  <bdi>{one.name}</bdi>
                </span>
                <span className="text-soft">{one.hours.length > 0 ? writeHours(one.hours) : t('holidays.closed')}</span>
                {one.source === 'by_hand' && (
                  <Button
                    size="small"
                    look="quiet"
                    onPress={() =>
                      void save.run({
                        days: calendar.days.filter((each) => each !== one),
                        holidaysUrl: calendar.holidaysUrl,
                      })
                    }
                  >
                    {t('holidays.remove')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        <form
          noValidate
          onSubmit={(event) => void add(event)}
          className="grid items-end gap-3 sm:grid-cols-[auto_1fr_1fr_auto]"
        >
          <TextField label={t('holidays.day')} type="date" value={day} onChange={setDay} />
          <TextField label={t('settings.name')} value={name} onChange={setName} maxLength={120} />
          <TextField
            label={t('holidays.hours')}
            placeholder={t('holidays.closed')}
            value={hours}
            onChange={setHours}
            dir="ltr"
            problem={spans === null ? t('hours.unreadable') : null}
          />
          <Button type="submit" isPending={save.isPending} isDisabled={!day || spans === null}>
            {t('holidays.add')}
          </Button>
        </form>
        <label className="grid gap-1.5 text-sm font-[560]">
          {t('holidays.file')}
          <input
            type="file"
            accept=".ics,text/calendar"
            className="text-sm font-normal"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) void file.text().then((ical) => read.run(ical))
            }}
          />
        </label>
        <form
          noValidate
          className="grid items-end gap-3 sm:grid-cols-[1fr_auto]"
          onSubmit={(event) => {
            event.preventDefault()
            void save.run({ days: calendar.days, holidaysUrl: url.trim() || null })
          }}
        >
          <TextField label={t('holidays.url')} hint={t('holidays.urlHint')} value={url} onChange={setUrl} dir="ltr" />
          <Button type="submit" isPending={save.isPending}>
            {t('common.save')}
          </Button>
        </form>
        {calendar.holidaysReadAt && (
          <p className="text-sm text-soft">{t('holidays.read', { when: format.moment(calendar.holidaysReadAt) })}</p>
        )}
        <ActionTrouble error={save.error ?? read.error} />
      </div>
    </Dialog>
  )
}
