import type { Macro } from '#contract/macros'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Badge } from '../../../ui/badge.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { fittingMacrosQuery } from '../data.ts'

type MacroPickerProps = { conversation: string; onChoose: (macro: Macro) => void; onClose: () => void }

/** Saved words, those that fit this case first. */
export function MacroPicker({ conversation, onChoose, onClose }: MacroPickerProps) {
  const { t } = useConsole()
  const [q, setQ] = useState('')
  const found = useQuery(fittingMacrosQuery(conversation, useDeferredValue(q.trim()))).data?.data
  return (
    <Picker
      title={t('macro.pick')}
      label={t('macro.find')}
      empty={t('macro.none')}
      onSearch={setQ}
      onClose={onClose}
      onPick={(id) => {
        const macro = found?.find((one) => one.id === id)
        if (macro) onChoose(macro)
      }}
      items={found?.map((macro) => ({
        id: macro.id,
        label: macro.name,
        detail: macro.text,
        end: (
          <span className="flex flex-wrap gap-1">
            {macro.team && <Badge>{macro.team.name}</Badge>}
            {macro.actions.map((action, index) => (
              <Badge key={index} tone="note">
                {t(`macroAction.${action.do}`)}
              </Badge>
            ))}
          </span>
        ),
      }))}
    />
  )
}
