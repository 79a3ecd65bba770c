import { queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useConsole } from '../../text.ts'

export const ownPhoneQuery = queryOptions({
  queryKey: ['desk', 'own-phone'],
  queryFn: ({ signal }) => call('GET /own-phone', {}, { signal }),
})

/** Where I am rung for calls, when it is not the desk phone that signs in here. */
export function OwnPhone({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  const { data } = useQuery(ownPhoneQuery)
  const words = useTroubleWords()
  const [typed, setTyped] = useState<string>()
  const save = useAction((address: string | null, options) => call('PUT /own-phone', { address }, options), onClose)
  const isAddress = save.error?.param === 'address'
  const isPlace = data?.address === 'desk' || data?.address === 'browser'
  const value = typed ?? (isPlace ? '' : (data?.address ?? ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(value.trim() || null)
  }
  return (
    <Dialog title={t('ownPhone.title')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('ownPhone.field')}
          hint={t('ownPhone.hint')}
          problem={isAddress ? words(save.error) : null}
          value={value}
          onChange={setTyped}
          maxLength={200}
          dir="ltr"
          autoFocus
        />
        <ActionTrouble error={isAddress ? null : save.error} />
        <Button type="submit" look="primary" className="justify-self-start" isDisabled={!data || save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
