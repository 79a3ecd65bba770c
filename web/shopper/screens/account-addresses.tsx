import type { Address, Me } from '#contract/customers'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { AddressFields } from '../../parts/address-fields.tsx'
import { AddressLines } from '../../parts/address-lines.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'

type Editing = { index: number; address: Address }

/** The address book. Orders already placed keep the address they have. */
export function Addresses({ me }: { me: Me }) {
  const { t } = useShopper()
  const [editing, setEditing] = useState<Editing | null>(null)
  const toast = useToast()
  const save = useAction(
    (addresses: Address[]) => call('PUT /me/addresses', { addresses }),
    () => {
      setEditing(null)
      toast(t('common.saved'))
    },
  )
  const addresses = me.addresses.map(({ id: _id, ...address }): Address => address)
  const country = addresses[0]?.country ?? 'US'
  const keep = ({ index, address }: Editing) =>
    void save.run(
      index < addresses.length ? addresses.map((one, at) => (at === index ? address : one)) : [...addresses, address],
    )
  return (
    <Card>
      <CardHead
        title={t('account.addresses')}
        detail={t('account.addressesDetail')}
        end={
          <Button
            size="small"
            icon={<Plus className="size-4" aria-hidden="true" />}
            onPress={() =>
              setEditing({
                index: addresses.length,
                address: { line1: '', city: '', postalCode: '', country, name: me.name },
              })
            }
          >
            {t('account.addAddress')}
          </Button>
        }
      />
      <ul className="grid gap-3 px-5 pt-4 pb-5 sm:grid-cols-2">
        {addresses.length === 0 && <li className="text-soft">{t('account.noAddresses')}</li>}
        {addresses.map((address, index) => (
          <li
            key={me.addresses[index]?.id}
            className="flex flex-col justify-between gap-3 rounded-lg border border-line px-4 py-3.5 text-[0.9375rem]"
          >
            <AddressLines address={address} />
            <span className="-ms-3 flex gap-1">
              <Button look="quiet" size="small" onPress={() => setEditing({ index, address })}>
                {t('common.edit')}
              </Button>
              <Button
                look="quiet"
                size="small"
                isDisabled={save.isPending}
                onPress={() => void save.run(addresses.filter((_, at) => at !== index))}
              >
                {t('common.remove')}
              </Button>
              {index > 0 && (
                <Button
                  look="quiet"
                  size="small"
                  isDisabled={save.isPending}
                  onPress={() => void save.run([address, ...addresses.filter((_, at) => at !== index)])}
                >
                  {t('account.makeFirst')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Dialog
        title={t(editing && editing.index < addresses.length ? 'account.editAddress' : 'account.addAddress')}
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        closeLabel={t('common.close')}
        actions={
          <Button look="primary" isPending={save.isPending} onPress={() => editing && keep(editing)}>
            {t('common.save')}
          </Button>
        }
      >
        {editing && (
          <AddressFields
            address={editing.address}
            onChange={(address) => setEditing({ ...editing, address })}
            problem={save.error}
          />
        )}
        {save.error && <ActionTrouble error={save.error} />}
      </Dialog>
    </Card>
  )
}
