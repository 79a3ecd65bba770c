import type { Claim } from '#contract/claims'
import type { ReactNode } from 'react'
import { isolated } from '../../parts/claims/text.ts'
import { Timeline } from '../../ui/timeline.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'

/** The story so far, with what was asked, decided and appealed, and what comes next by when. */
export function ClaimStory({ claim }: { claim: Claim }) {
  const { t, format } = useConsole()
  const steps = useSteps(claim)
  const next = claim.dueAt && !claim.paused && (
    <span className="text-sm">
      {t(`claims.next.${claim.dueFor}`, {
        shopper: isolated(claim.shopper.name),
        seller: isolated(claim.seller.name),
      })}
    </span>
  )
  return (
    <Section title={t('claims.story')}>
      <div className="px-4 py-4">
        <Timeline
          label={t('claims.story')}
          steps={[
            ...steps.map(({ at, title, detail }, index) => ({
              id: `${at} ${index}`,
              title: <span className="text-sm">{title}</span>,
              time: <time title={format.exact(at)}>{format.moment(at)}</time>,
              detail: detail && <span className="block text-sm wrap-anywhere whitespace-pre-line">{detail}</span>,
              state: 'done' as const,
            })),
            ...(next && claim.dueAt
              ? [
                  {
                    id: 'next',
                    title: next,
                    time: t('review.by', { when: format.moment(claim.dueAt) }),
                    state: 'now' as const,
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Section>
  )
}

/** What came along with an answer or an appeal is told by it. */
function isWithMore({ side, at }: Claim['entries'][number], { entries }: Claim): boolean {
  return entries.some((other) => other.kind !== 'evidence' && other.side === side && other.at === at)
}

type Step = { at: string; title: ReactNode; detail?: ReactNode }

function useSteps(claim: Claim): Step[] {
  const { t, format } = useConsole()
  const names = { shopper: isolated(claim.shopper.name), seller: isolated(claim.seller.name) }
  const nameOf = (side: string) => (side === 'seller' ? names.seller : names.shopper)
  const steps: Step[] = [{ at: claim.openedAt, title: t('claims.step.opened', { name: names.shopper }) }]
  if (claim.advanced) steps.push({ at: claim.openedAt, title: t('claims.step.advanced', { name: names.shopper }) })
  if (claim.turnAt) steps.push({ at: claim.turnAt, title: t('claims.step.turn') })
  for (const entry of claim.entries) {
    if (entry.kind === 'decision') {
      steps.push({
        at: entry.at,
        title: entry.by ? t('claims.step.decidedBy', { name: isolated(entry.by) }) : t('claims.step.decided'),
        detail: entry.by && entry.words && <bdi>{entry.words}</bdi>,
      })
    } else if (entry.kind === 'answer') {
      const { answer } = entry.facts
      steps.push({
        at: entry.at,
        title: t(answer ? `claims.step.answer.${answer as 'accepted'}` : 'claims.step.answer', {
          name: nameOf(entry.side),
        }),
      })
    } else if (entry.kind === 'evidence' && !isWithMore(entry, claim))
      steps.push({ at: entry.at, title: t('claims.step.evidence', { name: nameOf(entry.side) }) })
  }
  for (const offer of claim.offers) {
    const amount = format.money(offer.amount)
    steps.push({ at: offer.madeAt, title: t('claims.step.offer', { name: names.seller, amount }) })
    if (offer.closedAt && (offer.state === 'accepted' || offer.state === 'declined'))
      steps.push({ at: offer.closedAt, title: t(`claims.step.offer.${offer.state}`, { amount }) })
  }
  for (const question of claim.questions)
    steps.push({
      at: question.askedAt,
      title: t('claims.step.asked', { name: nameOf(question.to) }),
      detail: (
        <>
          <bdi>{question.words}</bdi>
          {question.state !== 'answered' && ` (${t(`claims.question.${question.state}`)})`}
        </>
      ),
    })
  for (const appeal of claim.appeals)
    steps.push({
      at: appeal.at,
      title: t('claims.step.appeal', { name: nameOf(appeal.side) }),
      detail: (
        <>
          <bdi>{appeal.words}</bdi>
          {appeal.outcome && ` (${t(`claims.appealOutcome.${appeal.outcome}`)})`}
        </>
      ),
    })
  return steps.toSorted((one, other) => one.at.localeCompare(other.at))
}
