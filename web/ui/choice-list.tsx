import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

export type ListChoice = { id: string; label: ReactNode; detail?: ReactNode }

/** Large radio rows, for a choice of a few. */
export function ChoiceList({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  choices: ListChoice[]
  value: string | null
  onChange: (id: string) => void
}) {
  return (
    <RadioGroup value={value} onChange={onChange} className="grid gap-2">
      <Label className="mb-1 text-sm font-[560]">{label}</Label>
      {choices.map((choice) => (
        <Radio
          key={choice.id}
          value={choice.id}
          className="group flex min-h-14 cursor-pointer items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 transition-colors hover:border-edge data-selected:border-accent data-selected:bg-accent-wash forced-colors:data-selected:border-[Highlight]"
        >
          <span
            className="grid size-5 shrink-0 place-items-center rounded-full border-2 border-edge group-data-selected:border-accent"
            aria-hidden="true"
          >
            <span className="size-2.5 rounded-full group-data-selected:bg-accent forced-colors:group-data-selected:bg-[Highlight]" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block font-[560]">{choice.label}</span>
            {choice.detail && <span className="block text-sm text-soft">{choice.detail}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
