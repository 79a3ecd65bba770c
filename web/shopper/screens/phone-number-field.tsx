import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'

/** The number that a shopper wants to be called on. */
export function PhoneNumberField(props: { value: string; onChange: (value: string) => void; problem?: string | null }) {
  const { t } = useShopper()
  return (
    <TextField
      label={t('call.number')}
      type="tel"
      autoComplete="tel"
      dir="ltr"
      hint={t('call.numberHint')}
      {...props}
    />
  )
}
