import type { Address } from '#contract/customers'
import type { CallError } from '../kit/call.ts'
import { countries } from '../kit/i18n/countries.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useParts } from './text.ts'

type AddressFieldsProps = {
  address: Address
  onChange: (address: Address) => void
  problem?: CallError | null
  isCountryFixed?: boolean
  /** Somebody else’s: the browser does not offer what it knows of whoever writes. */
  isForeign?: boolean
}

/** The lines of an address; a problem stands at the line that it is about. */
export function AddressFields({ address, onChange, problem, isCountryFixed, isForeign }: AddressFieldsProps) {
  const { t, locale } = useParts()
  const field = (name: Exclude<keyof Address, 'geo' | 'country'>, autoComplete: string, isRequired: boolean) => (
    <TextField
      label={t(`address.${name}`)}
      value={address[name] ?? ''}
      onChange={(value) => onChange({ ...address, [name]: value || (isRequired ? '' : undefined) })}
      autoComplete={isForeign ? 'off' : autoComplete}
      isRequired={isRequired}
      problem={problem?.param?.split('.').at(-1) === name ? problem.message : null}
    />
  )
  return (
    <div className="grid gap-4">
      {field('name', 'name', false)}
      {field('line1', 'address-line1', true)}
      {field('line2', 'address-line2', false)}
      <div className="grid gap-4 sm:grid-cols-2">
        {field('postalCode', 'postal-code', false)}
        {field('city', 'address-level2', true)}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('region', 'address-level1', false)}
        {!isCountryFixed && (
          <Select
            label={t('address.country')}
            value={address.country}
            onChange={(country) => onChange({ ...address, country })}
            choices={countries(locale)}
          />
        )}
      </div>
    </div>
  )
}
