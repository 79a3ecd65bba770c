import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../../ui/badge.tsx'
import { incidentQuery } from '../../incidents/data.ts'
import { Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'

/** The incident behind it: what shoppers read, and what everybody has been told. */
export function KnownIncident({ id }: { id: string }) {
  const { t, locale, format } = useConsole()
  const incident = useQuery(incidentQuery(id)).data
  if (!incident) return null
  const { title, banner, state, messages } = incident
  const last = messages.at(-1)
  return (
    <Section
      title={t('case.incident')}
      end={<Badge tone={state === 'open' ? 'warn' : 'neutral'}>{t(`incidents.state.${state}`)}</Badge>}
    >
      <div className="grid gap-1.5 px-4 py-3 text-sm">
        <Link to="/incidents" search={{ id }} className="link justify-self-start font-[580]">
          <bdi>{title}</bdi>
        </Link>
        <p dir="auto">{t('incidents.quote', { text: (locale !== 'en' && banner[locale]) || banner.en })}</p>
        {last ? (
          <>
            <p className="line-clamp-3 rounded-md bg-sunken px-3 py-2 whitespace-pre-line" dir="auto">
              {last.text}
            </p>
            <p className="text-soft">
              {t('incidents.told', { count: last.told, name: last.by, when: format.dayAndTime(last.at) })}
            </p>
          </>
        ) : (
          <p className="text-soft">{t('case.nobodyTold')}</p>
        )}
      </div>
    </Section>
  )
}
