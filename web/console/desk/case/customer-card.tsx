import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import BadgeCheck from 'lucide-react/icons/badge-check'
import HeartHandshake from 'lucide-react/icons/heart-handshake'
import { Badge } from '../../../ui/badge.tsx'
import { CopyText } from '../../../ui/copy-text.tsx'
import { ChangeAccount } from '../../customers/change-account.tsx'
import { useAccountFacts } from '../../customers/use-account-facts.tsx'
import { accountQuery, customerStoryQuery } from '../../data.ts'
import { Facts, Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'
import { useRuleWords } from '../../../parts/words.ts'

/** The person at a glance: who, since when, how far trusted and why, and what to know before writing. */
export function CustomerCard({ conversation }: { conversation: Conversation }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const { desk } = conversation
  const customer = desk?.customer
  const story = useQuery({ ...customerStoryQuery(customer?.id ?? ''), enabled: Boolean(customer) }).data
  const account = useQuery({ ...accountQuery(customer?.id ?? '', conversation.id), enabled: Boolean(customer) }).data
  const reach = useAccountFacts(account)
  const who = customer ?? desk?.visitor
  if (!who) return null
  const trust = story?.trust
  return (
    <Section
      title={t('case.shopper')}
      end={
        <span className="flex flex-wrap gap-1.5">
          {desk?.verified ? (
            <Badge tone="good" icon={<BadgeCheck className="size-3.5" aria-hidden="true" />}>
              {t('case.verified')}
            </Badge>
          ) : (
            <Badge tone="warn">{t('case.notVerified')}</Badge>
          )}
          {trust && (
            <Badge tone={trust.band === 'low' ? 'good' : trust.band === 'medium' ? 'note' : 'warn'}>
              {t(`risk.${trust.band}`)}
            </Badge>
          )}
        </span>
      }
    >
      <div className="grid gap-2 px-4 py-3">
        <p className="flex flex-wrap items-center gap-2 font-[600]">
          {customer ? (
            <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="link">
              {who.name || who.email || t('author.shopper')}
            </Link>
          ) : (
            <span>{who.name || t('author.visitor')}</span>
          )}
          {desk?.flags.includes('bereavement') && (
            <Badge tone="note" icon={<HeartHandshake className="size-3.5" aria-hidden="true" />}>
              {t('flag.bereavement')}
            </Badge>
          )}
          {desk?.conduct && <Badge tone="warn">{t(`conduct.${desk.conduct}`)}</Badge>}
        </p>
        <Facts
          facts={[
            who.email && [t('story.email'), <CopyText key="email" text={who.email} label={t('common.copy')} />],
            ...reach,
            story && [t('story.since'), format.shortDate(story.customer.since)],
            story?.customer.tier && [t('story.tier'), story.customer.tier],
            ...(story?.customer.storeCredit ?? []).map(
              (credit) => [t('customer.credit'), format.money(credit)] as const,
            ),
            trust && [t('trust.title'), t(`history.${trust.history}`)],
          ]}
        />
        {customer && (
          <p className="empty:hidden">
            <ChangeAccount small customerId={customer.id} conversationId={conversation.id} />
          </p>
        )}
        {trust && trust.reasons.length > 0 && (
          <details className="text-sm">
            <summary className="link cursor-pointer">{t('case.whyTrust')}</summary>
            <ul className="mt-1 grid list-disc gap-0.5 ps-5 text-soft">
              {trust.reasons.map((reason) => (
                <li key={reason.code}>{rule('trustReason', reason)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Section>
  )
}
