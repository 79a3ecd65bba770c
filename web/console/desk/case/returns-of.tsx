import type { Return } from '#contract/returns'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../../ui/badge.tsx'
import { Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'

/** What is on its way back and where it stands. */
export function ReturnsOf({ returns }: { returns: Return[] }) {
  const { t, locale, format } = useConsole()
  if (returns.length === 0) return null
  return (
    <Section title={t('place./returns')} count={returns.length}>
      <ul className="divide-y divide-line">
        {returns.map((one) => (
          <li key={one.id} className="grid gap-1 px-4 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <Link to="/returns" search={{ queue: 'all', return: one.id }} className="link font-[580]">
                {one.reference}
              </Link>
              <Badge>{t(`returnState.${one.state.code}`)}</Badge>
              <span className="tabular ms-auto">{format.money(one.refund)}</span>
            </p>
            {locale === 'en' && <p>{one.state.words}</p>}
            {locale === 'en' && one.state.next && <p className="text-soft">{one.state.next}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
