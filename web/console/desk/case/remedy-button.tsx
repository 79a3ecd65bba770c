import type { Money } from '../../../kit/i18n/formats.ts'
import { Badge } from '../../../ui/badge.tsx'
import { PlainButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import { Key } from '../../layout/key-button.tsx'
import { useConsole } from '../../text.ts'

type RemedyButtonProps = {
  /** What happens, with amount, method or day. */
  title: string
  /** What it costs the store. */
  cost: Money | null
  effect: string
  note?: string | null
  isBest: boolean
  isDisabled: boolean
  isPending: boolean
  onPress: () => void
}

/** One remedy: what happens on the first line; what it costs and what follows below. Shift and its number do the same as a click. */
export function RemedyButton({ title, cost, effect, note, isBest, isDisabled, isPending, onPress }: RemedyButtonProps) {
  const { t, format } = useConsole()
  return (
    <PlainButton
      data-remedy=""
      onPress={onPress}
      isDisabled={isDisabled}
      isPending={isPending}
      className={classes(
        'grid w-full gap-0.5 rounded-lg border px-3 py-2 text-start transition-colors hover:border-accent hover:bg-accent-wash disabled:pointer-events-none disabled:opacity-55 [counter-increment:remedy]',
        isBest ? 'border-accent bg-surface ring-1 ring-accent' : 'border-line bg-surface',
      )}
    >
      <span className="flex items-start justify-between gap-2">
        <span className="min-w-0 font-[580]">
          {isPending && <Spinner />} {title}
        </span>
        <span aria-hidden="true" className="shrink-0 max-lg:hidden">
          <Key quiet>
            <span className="after:content-['⇧'_counter(remedy)]" />
          </Key>
        </span>
      </span>
      {isBest && (
        <span>
          <Badge tone="good">{t('remedy.recommended')}</Badge>
        </span>
      )}
      <span className="text-sm text-soft">
        {cost && <span className="tabular">{t('review.cost', { amount: format.money(cost) })} · </span>}
        {effect}
      </span>
      {note && <span className="text-sm text-warn">{note}</span>}
    </PlainButton>
  )
}

/** Presses the remedy that stands at this place on the screen, counted from one. */
export function pressRemedy(place: number): void {
  document.querySelectorAll<HTMLButtonElement>('button[data-remedy]')[place - 1]?.click()
}
