import Check from 'lucide-react/icons/check'
import { KeyButton } from '../layout/key-button.tsx'

export type Keyed<Id extends string> = { id: Id; label: string; shortcut?: string; hint?: string }

/** One of a few, each a button that a single key presses too. */
export function KeyChoice<Id extends string>({
  label,
  detail,
  choices,
  value,
  onChange,
}: {
  label: string
  detail?: string
  choices: Keyed<Id>[]
  value: Id | null
  onChange: (id: Id) => void
}) {
  return (
    <div role="group" aria-label={label} className="grid gap-1.5">
      <p className="text-sm font-[560]" aria-hidden="true">
        {label}
      </p>
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => (
          <KeyButton
            key={choice.id}
            label={choice.hint ?? choice.label}
            shortcut={choice.shortcut}
            isPressed={choice.id === value}
            onPress={() => onChange(choice.id)}
            icon={choice.id === value && <Check className="size-4" aria-hidden="true" />}
            className="min-h-11! px-4! aria-pressed:border-accent! aria-pressed:bg-accent-wash! aria-pressed:text-accent-ink!"
          >
            {choice.label}
          </KeyButton>
        ))}
      </div>
      {detail && <p className="text-sm text-soft">{detail}</p>}
    </div>
  )
}
