import type { Problem } from '#contract/problems'
import Banknote from 'lucide-react/icons/banknote'
import Clock from 'lucide-react/icons/clock'
import Gift from 'lucide-react/icons/gift'
import MessageCircle from 'lucide-react/icons/message-circle'
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import PackageCheck from 'lucide-react/icons/package-check'
import Puzzle from 'lucide-react/icons/puzzle'
import Undo2 from 'lucide-react/icons/undo-2'
import X from 'lucide-react/icons/x'
import type { ComponentType, ReactNode } from 'react'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { useMethodLabel } from './method-label.ts'
import { MoneyBackPlan } from './money-back.tsx'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

export type Remedy = Problem['remedies'][number]

const icons: Record<Remedy['kind'], ComponentType<{ className?: string }>> = {
  replacement: PackageCheck,
  refund: Banknote,
  partial_refund: Banknote,
  store_credit: Gift,
  return_for_refund: Undo2,
  exchange: ArrowLeftRight,
  wait: Clock,
  contact_seller: MessageCircle,
  claim: MessageCircle,
  person: MessageCircle,
  cancel: X,
  parts: Puzzle,
}

type RemedyCardProps = {
  remedy: Remedy
  onTake: () => void
  isPending?: boolean
  isDisabled?: boolean
  /** What has to be said or ticked before it can be taken. */
  children?: ReactNode
  /** The words on the button, where they follow from what was picked here. */
  buttonTitle?: string
}

/** One way to put it right: the button says what happens, how much and when. */
export function RemedyCard({ remedy, onTake, isPending, isDisabled, children, buttonTitle }: RemedyCardProps) {
  const { t, format } = useParts()
  const title = useRemedyTitle()
  const words = useRemedyWords()
  const Icon = icons[remedy.kind]
  const later = remedy.availableAt && !format.isPast(remedy.availableAt) ? remedy.availableAt : null
  const methods = remedy.method ?? []
  return (
    <article
      className={classes(
        'grid gap-4 rounded-xl border bg-surface p-5 shadow-card',
        remedy.recommended && !later ? 'border-accent ring-1 ring-accent' : 'border-line',
      )}
    >
      <div className="flex gap-4">
        <span
          className={classes(
            'grid size-11 shrink-0 place-items-center rounded-full',
            remedy.recommended && !later ? 'bg-accent-wash text-accent-ink' : 'bg-sunken text-soft',
          )}
        >
          <Icon className="size-5.5" aria-hidden="true" />
        </span>
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-lg">{t(`remedy.${remedy.kind}`)}</h2>
            {remedy.recommended && !later && <Badge tone="good">{t('remedy.recommended')}</Badge>}
          </div>
          <p className="text-soft">
            <bdi>{words(remedy)}</bdi>
          </p>
        </div>
      </div>
      {methods.length > 1 && (
        <div className="rounded-lg bg-sunken px-4 py-3">
          <MoneyBackPlan methods={methods} />
        </div>
      )}
      {children}
      {later ? (
        <p className="rounded-lg bg-sunken px-4 py-3 font-[560]">
          {t('remedy.from', { moment: format.dayAndTime(later) })}
        </p>
      ) : (
        <Button
          look={remedy.recommended ? 'primary' : 'secondary'}
          size="large"
          wide
          onPress={onTake}
          isPending={isPending}
          isDisabled={isDisabled}
        >
          {buttonTitle ?? title(remedy)}
        </Button>
      )}
    </article>
  )
}

/** The sentence beside it; in another language the catalog's own, which says whether something goes back. */
function useRemedyWords() {
  const { t, has, locale, format } = useParts()
  return (remedy: Remedy) => {
    const back = remedy.returnNeeded === undefined ? '' : remedy.returnNeeded ? '.back' : '.keep'
    const key = [`remedyWords.${remedy.kind}${back}`, `remedyWords.${remedy.kind}`].find(has)
    const day = remedy.expectedBy ?? remedy.method?.[0]?.expectedBy
    const by = needsAmount.has(remedy.kind) && day ? t('moneyBack.by', { day: format.day(day) }) : null
    return preferServerWords(locale, remedy.words, key ? t(key) : by)
  }
}

const needsAmount = new Set<Remedy['kind']>(['refund', 'partial_refund', 'store_credit', 'cancel', 'return_for_refund'])

/** The words on the button, with amount, method and date. */
export function useRemedyTitle() {
  const { t, has, locale, format } = useParts()
  const methodLabel = useMethodLabel()
  return (remedy: Remedy) => {
    const method = remedy.method?.length === 1 ? methodLabel(remedy.method[0]?.label ?? '') : undefined
    const key = `remedyButton.${remedy.kind}${remedy.amount && method ? '.to' : remedy.expectedBy && (remedy.kind === 'replacement' || remedy.kind === 'parts') ? '.by' : ''}`
    const isTellable = remedy.amount || !needsAmount.has(remedy.kind)
    const text =
      has(key) && isTellable
        ? t(key, {
            amount: remedy.amount ? format.money(remedy.amount) : '',
            method: method ?? '',
            day: remedy.expectedBy ? format.day(remedy.expectedBy) : '',
          })
        : null
    return preferServerWords(locale, remedy.title, text)
  }
}
