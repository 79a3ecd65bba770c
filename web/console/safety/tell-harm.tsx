import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

/** A shopper says that it hurt someone: written down for them, whatever has become of the problem. */
export function TellHarm({ problemId }: { problemId: string }) {
  const { t } = useConsole()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" look="quiet" className="justify-self-start" onPress={() => setOpen(true)}>
        {t('safety.tell')}
      </Button>
      {isOpen && <Dialog problemId={problemId} onClose={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ problemId, onClose }: { problemId: string; onClose: () => void }) {
  const { t } = useConsole()
  const [who, setWho] = useState<'person' | 'property' | null>(null)
  const [note, setNote] = useState('')
  const tell = useAction(
    (given: { who?: 'person' | 'property'; note?: string }, options) =>
      call('POST /problems/:id/harm', { id: problemId, ...given }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('safety.tell')}
      label={t('safety.send')}
      isPending={tell.isPending}
      error={tell.error}
      onPress={() => void tell.run({ ...(who ? { who } : {}), ...(note.trim() ? { note: note.trim() } : {}) })}
      onClose={onClose}
    >
      <p className="text-soft">{t('safety.tellDetail')}</p>
      <ChoiceList
        label={t('safety.whoAsked')}
        value={who}
        onChange={(id) => setWho(id as 'person' | 'property')}
        choices={[
          { id: 'person', label: t('safety.who.person') },
          { id: 'property', label: t('safety.who.property') },
        ]}
      />
      <TextField label={t('safety.happened')} lines={3} maxLength={2000} dir="auto" value={note} onChange={setNote} />
    </ActionDialog>
  )
}
