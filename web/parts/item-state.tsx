import type { Order } from '#contract/story'
import Clock from 'lucide-react/icons/clock'
import Check from 'lucide-react/icons/check'
import House from 'lucide-react/icons/house'
import Package from 'lucide-react/icons/package'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import Truck from 'lucide-react/icons/truck'
import Undo2 from 'lucide-react/icons/undo-2'
import X from 'lucide-react/icons/x'
import type { ComponentType } from 'react'
import { classes } from '../ui/classes.ts'
import type { Tone } from '../ui/badge.tsx'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

type State = Order['items'][number]['state']
type Icon = ComponentType<{ className?: string }>

const faces: Record<State['code'], { tone: Tone; icon: Icon }> = {
  preorder: { tone: 'neutral', icon: Clock },
  preparing: { tone: 'neutral', icon: Package },
  canceling: { tone: 'warn', icon: Clock },
  canceled: { tone: 'neutral', icon: X },
  shipped: { tone: 'good', icon: Truck },
  out_for_delivery: { tone: 'good', icon: Truck },
  delivery_attempted: { tone: 'warn', icon: House },
  ready_for_pickup: { tone: 'good', icon: Package },
  late: { tone: 'warn', icon: Clock },
  delivered: { tone: 'good', icon: House },
  returning: { tone: 'note', icon: Undo2 },
  return_open: { tone: 'note', icon: Undo2 },
  returned: { tone: 'note', icon: Undo2 },
  lost: { tone: 'bad', icon: TriangleAlert },
  problem_open: { tone: 'warn', icon: TriangleAlert },
  claim_open: { tone: 'note', icon: Clock },
  claim_asks: { tone: 'warn', icon: TriangleAlert },
  in_review: { tone: 'note', icon: Clock },
  replaced: { tone: 'good', icon: RotateCcw },
  refunded: { tone: 'good', icon: Check },
}

const inks: Record<Tone, string> = {
  neutral: 'text-soft',
  good: 'text-accent-ink',
  warn: 'text-warn',
  bad: 'text-bad',
  note: 'text-note',
}

/** Where an item stands, in words first: "Delivered Tuesday, November 24". */
export function ItemState({ state, className }: { state: State; className?: string }) {
  const words = useItemStateWords()
  const { tone, icon: Icon } = faces[state.late && state.code === 'shipped' ? 'late' : state.code]
  return (
    <span className={classes('inline-flex items-start gap-2 font-[600]', inks[tone], className)}>
      <Icon className="mt-0.5 size-[1.15em] shrink-0" aria-hidden="true" />
      <span>{words(state)}</span>
    </span>
  )
}

/** The words alone. */
export function useItemStateWords() {
  const { t, has, locale, format } = useParts()
  return (state: State) => {
    const key = `itemState.${state.code}${state.at ? '.on' : ''}`
    return preferServerWords(
      locale,
      state.words,
      has(key) ? t(key, state.at ? { day: format.day(state.at) } : undefined) : null,
    )
  }
}
