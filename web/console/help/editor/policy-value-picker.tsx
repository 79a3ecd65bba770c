import { useQuery } from '@tanstack/react-query'
import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { policyQuery } from '../../data.ts'
import { Picker } from '../../layout/picker.tsx'
import { useHelp } from '../text.ts'
import { formsFor, shownAs } from './policy-value.ts'

/** Rules that say a number, each as its sentence, with what it says at present. */
export function PolicyValuePicker({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t, format } = useHelp()
  const policy = useQuery(policyQuery).data
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase().split(/\s+/)
  const choices = policy?.keys.flatMap(({ key, value, unit, sentence }) => {
    const forms = formsFor(value, unit)
    const about = `${key} ${sentence}`.toLowerCase()
    if (forms[0] === 'text' || !wanted.every((word) => about.includes(word))) return []
    return forms.flatMap((form, index) => {
      const shown = shownAs(value, form, unit, format)
      return shown === undefined || (index > 0 && form === 'number')
        ? []
        : [
            {
              id: `${key} ${form}`,
              label: sentence,
              detail: key,
              end: <span className="font-[600] whitespace-nowrap">{shown}</span>,
            },
          ]
    })
  })
  return (
    <Picker
      title={t('block.policyValue')}
      detail={t('policy.detail')}
      label={t('policy.find')}
      empty={t('policy.none')}
      items={choices}
      onSearch={setQ}
      onClose={onClose}
      onPick={(id) => {
        const [key, as] = id.split(' ')
        editor.commands.insertContent({ type: 'policyValue', attrs: { key, as } })
        onClose()
      }}
    />
  )
}
