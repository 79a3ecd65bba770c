import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { ChoiceKeys } from './choice-keys.tsx'

const causes = ['refused', 'undeliverable', 'no_label', 'unknown'] as const
type Cause = (typeof causes)[number]

/** Something came back that nobody announced: whatever number is on it, and why it is here. */
export function Unannounced({
  code,
  words,
  isKnown,
  onDone,
  onCancel,
}: {
  code: string
  words: string
  isKnown: boolean
  onDone: (words: string) => void
  onCancel: () => void
}) {
  const { t } = useConsole()
  const [found, setFound] = useState(code)
  const [cause, setCause] = useState<Cause | null>(null)
  const [note, setNote] = useState('')
  const take = useAction(
    (input: { found: string; cause: Cause; note?: string }, options) =>
      call('POST /unannounced-parcels', input, options),
    (shown) =>
      onDone(t('warehouse.received', { reference: shown.reference, words: t(`returnState.${shown.state.code}`) })),
  )
  return (
    <Card className="grid gap-5 p-5">
      <header>
        <h2 className="text-xl">{t(isKnown ? 'unannounced.title' : 'unannounced.unknown')}</h2>
        <p className="text-soft">{words}</p>
      </header>
      {!isKnown && (
        <TextField
          label={t('unannounced.number')}
          hint={t('unannounced.numberHint')}
          value={found}
          onChange={setFound}
          maxLength={200}
          inputClassName="min-h-14 text-lg"
        />
      )}
      <ChoiceKeys
        label={t('unannounced.cause')}
        value={cause}
        onChange={(id) => setCause(id as Cause)}
        choices={causes.map((id) => ({ id, label: t(`cause.${id}`) }))}
      />
      <TextField label={t('unannounced.note')} lines={2} value={note} onChange={setNote} maxLength={1000} />
      <ActionTrouble error={take.error} />
      <div className="flex gap-2">
        <Button size="large" onPress={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button
          look="primary"
          size="large"
          className="flex-1"
          isDisabled={!cause || found.trim() === ''}
          isPending={take.isPending}
          onPress={() =>
            cause && void take.run({ found: found.trim(), cause, ...(note.trim() ? { note: note.trim() } : {}) })
          }
        >
          {t('unannounced.take')}
        </Button>
      </div>
    </Card>
  )
}
