import type { Account } from '#contract/persons'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { CallError } from '../../kit/call.ts'
import { AddressFields } from '../../parts/address-fields.tsx'
import { AddressLines } from '../../parts/address-lines.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { storeQuery } from '../data.ts'
import { useConsole } from '../text.ts'

/** An address of the book while it is worked on. */
export type BookEntry = Omit<Account['addresses'][number], 'geo' | 'id'> & { key: string }

type EditAddressesProps = {
  addresses: BookEntry[]
  onChange: (addresses: BookEntry[]) => void
  problem: CallError | null
}

/** An address book: change, remove, add, and say which one is the usual one. */
export function EditAddresses({ addresses, onChange, problem }: EditAddressesProps) {
  const { t } = useConsole()
  const store = useQuery(storeQuery).data
  const [open, setOpen] = useState<string | null>(null)
  const troubled = Number(problem?.param?.match(/^addresses\[(\d+)\]/)?.[1] ?? -1)
  const add = () => {
    const key = crypto.randomUUID()
    const country = addresses[0]?.country ?? store?.country ?? ''
    onChange([...addresses, { key, line1: '', city: '', postalCode: '', country }])
    setOpen(key)
  }
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 text-sm font-[560]">{t('account.addresses')}</legend>
      {addresses.length === 0 && <p className="text-soft">{t('account.noAddresses')}</p>}
      <ul className="grid gap-3 empty:hidden">
        {addresses.map((entry, index) => (
          <li key={entry.key} className="rounded-lg border border-line px-4 py-3 text-[0.9375rem]">
            {open === entry.key || troubled === index ? (
              <AddressFields
                address={entry}
                onChange={(address) =>
                  onChange(addresses.map((one) => (one.key === entry.key ? { ...entry, ...address } : one)))
                }
                problem={troubled === index ? problem : null}
                isForeign
              />
            ) : (
              <AddressLines address={entry} />
            )}
            <p className="-ms-3 mt-2 flex flex-wrap items-center gap-1">
              {open !== entry.key && troubled !== index && (
                <Button look="quiet" size="small" onPress={() => setOpen(entry.key)}>
                  {t('account.changeAddress')}
                </Button>
              )}
              <Button
                look="quiet"
                size="small"
                onPress={() => onChange(addresses.filter(({ key }) => key !== entry.key))}
              >
                {t('account.remove')}
              </Button>
              {index === 0 ? (
                addresses.length > 1 && <Badge className="ms-2">{t('account.first')}</Badge>
              ) : (
                <Button
                  look="quiet"
                  size="small"
                  onPress={() => onChange([entry, ...addresses.filter(({ key }) => key !== entry.key)])}
                >
                  {t('account.makeFirst')}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Button size="small" className="w-fit" icon={<Plus className="size-4" aria-hidden="true" />} onPress={add}>
        {t('account.addAddress')}
      </Button>
      <p className="text-sm text-soft">{t('account.ordersKeep')}</p>
    </fieldset>
  )
}
