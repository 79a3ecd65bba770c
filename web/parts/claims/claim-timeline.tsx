import type { Claim } from '#contract/claims'
import { Timeline, type TimelineStep } from '../../ui/timeline.tsx'
import { isolated, useClaimText } from './text.ts'
import type { Viewer } from './words.ts'

type Step = TimelineStep & { at: string }

/** What happened, whose turn it is until when, and what comes of silence. */
export function ClaimTimeline({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t } = useClaimText()
  const past = usePast(claim, viewer)
  const next = useNext(claim, viewer)
  return <Timeline label={t('timeline.label')} steps={[...past, ...next]} />
}

function usePast(claim: Claim, viewer: Viewer): TimelineStep[] {
  const { t, format } = useClaimText()
  const names = { seller: isolated(claim.seller.name), shopper: isolated(claim.shopper.name) }
  const sideKey = (side: string) => (side === viewer ? 'mine' : side === 'seller' ? 'seller' : 'shopper')
  const steps: Step[] = []
  const add = (at: string, id: string, title: string, detail?: string) =>
    steps.push({ at, id: `${id} ${at}`, title, detail, time: format.moment(at), state: 'done' })
  add(claim.openedAt, 'opened', t(`step.opened.${viewer}`, names))
  if (claim.advanced) add(claim.openedAt, 'paid', t(`step.paidFirst.${viewer}`, names))
  else if (claim.turnAt !== claim.openedAt) add(claim.openedAt, 'asked', t(`step.asked.${viewer}`, names))
  const answers = claim.entries.filter((entry) => entry.kind === 'answer' && entry.side === 'seller')
  for (const entry of answers) {
    const isYes = entry.facts.answer === 'accepted'
    // Said while the seller was only asked: what it made needs an answer of its own.
    const isFirst = !claim.advanced && (claim.turnAt === null || entry.at <= claim.turnAt)
    add(entry.at, entry.id, t(`step.answered.${isYes ? 'accepted' : isFirst ? 'first' : 'contested'}.${viewer}`, names))
  }
  for (const offer of claim.offers) {
    const amount = format.money(offer.amount)
    add(offer.madeAt, offer.id, t(`step.offered.${viewer}`, { ...names, amount }))
    if (offer.closedAt && (offer.state === 'accepted' || offer.state === 'declined'))
      add(offer.closedAt, `${offer.id} ${offer.state}`, t(`step.offer.${offer.state}`, { amount }))
  }
  // What came along with the answer or an appeal is told by it.
  // An earlier no opens it, and is told first.
  if (claim.turnAt && !claim.advanced) add(claim.turnAt, 'turn', t('step.turn'))
  for (const entry of claim.entries.filter(({ kind }) => kind === 'evidence'))
    if (!claim.entries.some(({ kind, side, at }) => kind !== 'evidence' && side === entry.side && at === entry.at))
      add(entry.at, entry.id, t(`step.showed.${sideKey(entry.side)}`, names))
  for (const question of claim.questions)
    add(
      question.askedAt,
      question.id,
      t(`step.question.${sideKey(question.to)}`, names),
      question.state === 'expired' ? t('question.expired') : undefined,
    )
  for (const appeal of claim.appeals)
    add(
      appeal.at,
      `appeal ${appeal.side}`,
      t(`step.appeal.${sideKey(appeal.side)}`, names),
      appeal.outcome ? t(`appeal.outcome.${appeal.outcome}`) : undefined,
    )
  const decisions = claim.entries.filter((entry) => entry.kind === 'decision')
  if (claim.sellerAnswer === 'silent' && decisions[0]) add(decisions[0].at, 'silent', t(`step.silent.${viewer}`, names))
  for (const entry of decisions) add(entry.at, entry.id, t('step.decided'))
  // Steps of one moment keep the order in which they were told above.
  return steps.toSorted((one, other) => one.at.localeCompare(other.at))
}

function useNext(claim: Claim, viewer: Viewer): TimelineStep[] {
  const { t, format } = useClaimText()
  const names = { seller: isolated(claim.seller.name), shopper: isolated(claim.shopper.name) }
  const by = claim.dueAt ? t('by', { when: format.moment(claim.dueAt) }) : undefined
  if (claim.state === 'final' || claim.state === 'withdrawn' || claim.state === 'closed')
    return [{ id: 'end', title: t(`step.done.${claim.state}`), state: 'done' }]
  if (claim.paused) return [{ id: 'bank', title: t('step.waits.bank'), state: 'now' }]
  if (claim.dueFor === 'nobody')
    return [
      {
        id: 'final',
        title: t('step.final'),
        time: claim.dueAt ? format.shortDay(claim.dueAt) : undefined,
        state: 'next',
      },
    ]
  const waits =
    claim.dueFor === viewer
      ? t('step.waits.mine')
      : claim.dueFor === 'seller'
        ? t('step.waits.seller.shopper', names)
        : t(claim.dueFor === 'shopper' ? 'step.waits.shopper' : 'step.waits.store', names)
  const now: TimelineStep = { id: 'now', title: waits, time: by, state: 'now' }
  const silence = silenceOf(claim, viewer)
  return silence ? [now, { id: 'silence', title: t(silence, names), state: 'next' }] : [now]
}

function silenceOf(claim: Claim, viewer: Viewer) {
  if (claim.dueFor === 'store') return null
  if (claim.dueFor === 'shopper') return 'step.silence.sellerWins' as const
  if (claim.state === 'contacting') return 'step.silence.contacting' as const
  // Whoever was paid already gets nothing more.
  if (claim.advanced && viewer === 'shopper') return null
  return `step.silence.shopperWins.${viewer}` as const
}
