import type { Change } from '#contract/changes'
import type { Address } from '#contract/customers'
import type { Order } from '#contract/story'
import { type FormEvent, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { AddressFields } from '../../../parts/address-fields.tsx'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'
import { ChangeOutcome } from './change-outcome.tsx'
import { useChangeWords } from '../../../parts/words.ts'

/** Another address for an order that has not left yet. */
export function AddressDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useConsole()
  const changeWords = useChangeWords()
  const toast = useToast()
  const { geo: _geo, ...known } = order.shippingAddress
  const [address, setAddress] = useState<Address>(known)
  const [shown, setShown] = useState<Change | null>(null)
  const ask = (confirm: boolean) => (to: Address, options: { idempotencyKey: string }) =>
    call('POST /changes', { order: order.id, kind: 'address', address: to, confirm }, options)
  const preview = useAction(ask(false), setShown)
  const confirm = useAction(ask(true), (change) => {
    toast(changeWords(change))
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void (shown ? confirm : preview).run(address)
  }
  const problem = preview.error ?? confirm.error
  return (
    <Dialog title={t('case.address')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-3">
        <AddressFields
          address={address}
          onChange={(to) => {
            setShown(null)
            setAddress(to)
          }}
          problem={problem}
          isCountryFixed
          isForeign
        />
        {shown && <ChangeOutcome change={shown} />}
        {problem && !problem.param && <ActionTrouble error={problem} />}
        <Button type="submit" look="primary" isPending={preview.isPending || confirm.isPending}>
          {t(shown ? 'addressDialog.confirm' : 'addressDialog.check')}
        </Button>
      </form>
    </Dialog>
  )
}
