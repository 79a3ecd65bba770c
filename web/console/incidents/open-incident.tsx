import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { HitCount } from './hit-count.tsx'

const filters = ['carrier', 'service', 'hub', 'product', 'seller', 'country'] as const

/** Which orders are hit, and what shoppers read. */
export function OpenIncident({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  const [words, setWords] = useState({ title: '', en: '', de: '', ar: '' })
  const [days, setDays] = useState({ from: '', to: '' })
  const [filter, setFilter] = useState<Partial<Record<(typeof filters)[number], string>>>({})
  const [hasDelivered, setDelivered] = useState(false)
  const open = useAction((input: Input<'POST /incidents'>, options) => call('POST /incidents', input, options), onClose)
  const isReady = words.title.trim().length >= 3 && words.en.trim().length >= 3 && days.from !== ''
  const filled = Object.fromEntries(
    filters.flatMap((name) => (filter[name]?.trim() ? [[name, filter[name]?.trim()]] : [])),
  )
  const input: Input<'POST /incidents'> = {
    title: words.title.trim(),
    banner: { en: words.en.trim(), de: words.de.trim() || undefined, ar: words.ar.trim() || undefined },
    filter: {
      from: days.from && new Date(days.from).toISOString(),
      to: days.to ? new Date(days.to).toISOString() : undefined,
      ...filled,
      ...(hasDelivered ? { includeDelivered: true } : {}),
    },
  }
  return (
    <ActionDialog
      wide
      title={t('incidents.open')}
      label={t('incidents.begin')}
      isReady={isReady}
      isPending={open.isPending}
      error={open.error}
      onPress={() => void open.run(input)}
      onClose={onClose}
    >
      <TextField
        label={t('incidents.title')}
        maxLength={120}
        isRequired
        value={words.title}
        onChange={(title) => setWords({ ...words, title })}
      />
      {(['en', 'de', 'ar'] as const).map((language) => (
        <TextField
          key={language}
          label={t(`incidents.banner.${language}`)}
          lines={2}
          maxLength={500}
          dir="auto"
          isRequired={language === 'en'}
          value={words[language]}
          onChange={(text) => setWords({ ...words, [language]: text })}
        />
      ))}
      <p className="text-sm text-soft">{t('incidents.filterDetail')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(['from', 'to'] as const).map((end) => (
          <TextField
            key={end}
            type="datetime-local"
            label={t(`incidents.${end}`)}
            isRequired={end === 'from'}
            value={days[end]}
            onChange={(at) => setDays({ ...days, [end]: at })}
          />
        ))}
        {filters.map((name) => (
          <TextField
            key={name}
            label={t(`incidents.filter.${name}`)}
            value={filter[name] ?? ''}
            onChange={(value) => setFilter({ ...filter, [name]: name === 'country' ? value.toUpperCase() : value })}
          />
        ))}
      </div>
      <Checkbox isSelected={hasDelivered} onChange={setDelivered} detail={t('incidents.deliveredDetail')}>
        {t('incidents.delivered')}
      </Checkbox>
      {days.from && <HitCount key={JSON.stringify(input.filter)} filter={input.filter} />}
    </ActionDialog>
  )
}
