import { useQuery } from '@tanstack/react-query'
import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { policyQuery, storeQuery } from '../../data.ts'
import { Picker } from '../../layout/picker.tsx'
import { useHelp } from '../text.ts'
import { choicesOf } from './policy-value.ts'

/** Rules that say a number, each as its sentence, with what it says at present. */
export function PolicyValuePicker({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t, format } = useHelp()
  const rules = useQuery(policyQuery).data?.keys
  const currency = useQuery(storeQuery).data?.currency
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase().split(/\s+/)
  const found =
    rules &&
    choicesOf(rules, currency, format).filter(({ key, sentence, shown }) => {
      const about = `${key} ${sentence} ${shown}`.toLowerCase()
      return wanted.every((word) => about.includes(word))
    })
  return (
    <Picker
      title={t('block.policyValue')}
      detail={t('policy.detail')}
      label={t('policy.find')}
      empty={t('policy.none')}
      items={found?.map(({ key, form, shown, sentence, name }) => ({
        id: `${key} ${form}`,
        label: name === null ? sentence : `${name.replaceAll('_', ' ')}: ${sentence}`,
        detail: key,
        end: <span className="font-[600] whitespace-nowrap">{shown}</span>,
      }))}
      onSearch={setQ}
      onClose={onClose}
      onPick={(id) => {
        // A name of a category may have a space in it.
        const cut = id.lastIndexOf(' ')
        editor.commands.insertContent({
          type: 'policyValue',
          attrs: { key: id.slice(0, cut), as: id.slice(cut + 1) },
        })
        onClose()
      }}
    />
  )
}
