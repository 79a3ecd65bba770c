import ScanLine from 'lucide-react/icons/scan-line'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'

/** For who has no scanner at hand, or a code that does not scan. */
export function ScanField({
  label,
  hint,
  isPending,
  onScan,
}: {
  label: string
  hint: string
  isPending: boolean
  onScan: (code: string) => void
}) {
  const { t } = useConsole()
  const [code, setCode] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    const typed = code.trim()
    if (!typed) return
    setCode('')
    onScan(typed)
  }
  return (
    <form onSubmit={send} className="grid gap-3">
      <TextField
        label={label}
        hint={hint}
        value={code}
        onChange={setCode}
        autoComplete="off"
        maxLength={200}
        inputClassName="min-h-14 text-lg"
      />
      <Button
        type="submit"
        size="large"
        wide
        isPending={isPending}
        isDisabled={code.trim() === ''}
        icon={<ScanLine className="size-5" aria-hidden="true" />}
      >
        {t('warehouse.find')}
      </Button>
    </form>
  )
}
