import { ChoiceList } from '../../ui/choice-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'

export interface WhatHappened {
  who: 'person' | 'property' | null
  note: string
}

/** Whom or what it hurt, and what happened: both may be left out. */
export function WhatHappenedFields({
  value,
  onChange,
}: {
  value: WhatHappened
  onChange: (value: WhatHappened) => void
}) {
  const { t } = useShopper()
  return (
    <>
      <ChoiceList
        label={t('safety.who')}
        value={value.who}
        onChange={(who) => onChange({ ...value, who: who as WhatHappened['who'] })}
        choices={[
          { id: 'person', label: t('safety.whoPerson') },
          { id: 'property', label: t('safety.whoProperty') },
        ]}
      />
      <TextField
        label={t('safety.note')}
        hint={t('safety.noteHint')}
        lines={3}
        maxLength={2000}
        dir="auto"
        value={value.note}
        onChange={(note) => onChange({ ...value, note })}
      />
    </>
  )
}
