import type { Me } from '#contract/customers'
import { type FormEvent, useId, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { locales } from '../../kit/i18n/locales.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { fieldClass } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { PartFrame } from './part-frame.tsx'

/** In which language we write, and by which clock. */
export function LanguagePart({ me }: { me: Me }) {
  const { t } = useShopper()
  const toast = useToast()
  const known = me.locale?.split('-')[0] ?? ''
  const [locale, setLocale] = useState(known in locales ? known : '')
  const [zone, setZone] = useState(me.timeZone ?? '')
  const save = useAction(
    (input: Input<'PUT /me'>) => call('PUT /me', input),
    () => toast(t('common.saved')),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({ ...(locale && locale !== known ? { locale } : {}), ...(zone ? { timeZone: zone } : {}) })
  }
  const zones = Intl.supportedValuesOf('timeZone')
  return (
    <PartFrame title={t('security.language')}>
      <Card className="p-5 sm:p-6">
        <form noValidate onSubmit={submit} className="grid gap-4">
          <Choice
            label={t('language.words')}
            value={locale}
            onChange={setLocale}
            choices={Object.entries(locales).map(([id, { label }]) => [id, label])}
          />
          <Choice
            label={t('language.zone')}
            value={zone}
            onChange={setZone}
            choices={(zones.includes(zone) || !zone ? zones : [zone, ...zones]).map((id) => [
              id,
              id.replaceAll('_', ' '),
            ])}
          />
          <ActionTrouble error={save.error} />
          <Button type="submit" look="primary" isPending={save.isPending}>
            {t('common.save')}
          </Button>
        </form>
      </Card>
    </PartFrame>
  )
}

/** The browser's own select: four hundred places are found by typing, on a phone by its wheel. */
function Choice({
  label,
  value,
  onChange,
  choices,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  choices: [string, string][]
}) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-[560] text-ink">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={fieldClass}>
        {value === '' && <option value="">–</option>}
        {choices.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
