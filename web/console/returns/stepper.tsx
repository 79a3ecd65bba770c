import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { PlainButton } from '../../ui/button.tsx'

/** A count with large keys for a thumb. */
export function Stepper({
  label,
  value,
  most,
  onChange,
  less,
  more,
}: {
  label: string
  value: number
  most: number
  onChange: (value: number) => void
  less: string
  more: string
}) {
  return (
    <div role="group" aria-label={label} className="flex items-center gap-2">
      <PlainButton
        aria-label={less}
        isDisabled={value <= 0}
        onPress={() => onChange(value - 1)}
        className="grid size-14 place-items-center rounded-lg border border-line bg-surface shadow-card hover:border-edge disabled:opacity-40"
      >
        <Minus className="size-6" aria-hidden="true" />
      </PlainButton>
      <output className="tabular min-w-12 text-center text-2xl font-[640]">{value}</output>
      <PlainButton
        aria-label={more}
        isDisabled={value >= most}
        onPress={() => onChange(value + 1)}
        className="grid size-14 place-items-center rounded-lg border border-line bg-surface shadow-card hover:border-edge disabled:opacity-40"
      >
        <Plus className="size-6" aria-hidden="true" />
      </PlainButton>
    </div>
  )
}
