import type { Me } from '#contract/customers'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { PartFrame } from './part-frame.tsx'
import { ProofGate } from './proof-gate.tsx'

/** The phone number; the mail about another one can take it back. */
export function PhonePart({ me }: { me: Me }) {
  const { t } = useShopper()
  return (
    <PartFrame title={t('security.phone')} detail={t('phone.detail')}>
      <ProofGate>{() => <Form me={me} />}</ProofGate>
    </PartFrame>
  )
}

function Form({ me }: { me: Me }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const toast = useToast()
  const [phone, setPhone] = useState(me.phoneShown ?? '')
  const save = useAction(
    (number: string) => call('PUT /me', { phone: number || null }),
    () => toast(t('phone.saved')),
  )
  const isWrong = save.error?.param === 'phone'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(phone.trim())
  }
  return (
    <Card className="p-5 sm:p-6">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('account.phone')}
          type="tel"
          autoComplete="tel"
          dir="ltr"
          value={phone}
          onChange={setPhone}
          problem={isWrong && words(save.error)}
        />
        <ActionTrouble error={isWrong ? null : save.error} />
        <Button
          type="submit"
          look="primary"
          isPending={save.isPending}
          isDisabled={phone.trim() === (me.phoneShown ?? '')}
        >
          {t('common.save')}
        </Button>
      </form>
    </Card>
  )
}
