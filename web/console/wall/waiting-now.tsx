import type { Contact } from '#contract/routing'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { ContactWords } from '../desk/lists/contact-row.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'

/** Everybody who waits, the longest first; each can be opened and taken. */
export function WaitingNow({ waiting }: { waiting: Contact[] }) {
  const { t } = useConsole()
  return (
    <Section title={t('wall.waiting')} count={waiting.length}>
      {waiting.length === 0 && <p className="px-4 py-6 text-center text-soft">{t('wall.nobodyWaits')}</p>}
      <ul className="divide-y divide-line">
        {waiting.map((contact) => (
          <li key={contact.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
            <span className="grid min-w-0 flex-1 basis-52 gap-0.5">
              <ContactWords contact={contact} />
            </span>
            {contact.state === 'offered' && contact.staff && (
              <Badge tone="note">{t('wall.offeredTo', { name: contact.staff.name })}</Badge>
            )}
            <Link to="/desk" search={{ c: contact.conversationId }} className={buttonClass({ size: 'small' })}>
              {t('wall.open')}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
