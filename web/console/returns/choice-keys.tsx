import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

/** A choice of a few short words, each as large as a thumb. */
export function ChoiceKeys({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  choices: { id: string; label: string; detail?: string }[]
  value: string | null
  onChange: (id: string) => void
}) {
  return (
    <RadioGroup value={value} onChange={onChange} className="grid gap-2">
      <Label className="text-sm font-[560]">{label}</Label>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className="grid min-h-14 cursor-pointer content-center rounded-lg border border-line bg-surface px-3 py-2 text-center font-[560] transition-colors hover:border-edge data-focus-visible:outline-3 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent data-selected:border-accent data-selected:bg-accent-wash data-selected:text-accent-ink forced-colors:data-selected:border-[Highlight]"
          >
            {choice.label}
            {choice.detail && <span className="block text-sm font-normal text-soft">{choice.detail}</span>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
