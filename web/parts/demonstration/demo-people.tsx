import { useQuery } from '@tanstack/react-query'
import ArrowRight from 'lucide-react/icons/arrow-right'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Badge } from '../../ui/badge.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { PlainButton } from '../../ui/button.tsx'
import { useParts } from '../text.ts'
import { ActionTrouble } from '../trouble.tsx'
import { demoPeopleQuery } from './demo-people-query.ts'
import { useRuleWords } from '../words.ts'

/** Everybody whose part one can take in the demonstration store, with the story that awaits them. */
export function DemoPeople({ kind }: { kind?: 'shopper' | 'staff' | 'seller' }) {
  const { t } = useParts()
  const rule = useRuleWords()
  const people = useQuery(demoPeopleQuery)
  const be = useAction(
    (person: string, options) => call('POST /demo/sessions', { person }, options),
    ({ goTo }) => location.assign(goTo),
  )
  if (!people.data) return <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />
  return (
    <div className="grid gap-2">
      <ActionTrouble error={be.error} />
      {people.data.data
        .filter((person) => !kind || person.kind === kind)
        .map((person) => (
          <PlainButton
            key={person.id}
            onPress={() => void be.run(person.id)}
            isDisabled={be.isPending}
            className="group flex min-h-16 items-center gap-4 rounded-lg border border-line bg-surface px-4 py-3 text-start transition-colors hover:border-accent hover:bg-accent-wash"
          >
            <span
              className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken font-semibold text-soft group-hover:bg-surface"
              aria-hidden="true"
            >
              {initials(person.name)}
            </span>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2 font-[580] text-ink">
                {person.name}
                {person.kind === 'staff' && <Badge tone="note">{t('demo.staff')}</Badge>}
                {person.kind === 'seller' && <Badge tone="good">{t('demo.seller')}</Badge>}
              </span>
              <span className="block text-sm text-soft">
                {rule('demoPerson', { code: person.id, words: person.words })}
              </span>
            </span>
            <ArrowRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
          </PlainButton>
        ))}
    </div>
  )
}

function initials(name: string) {
  return name
    .split(' ')
    .map((part) => part[0])
    .slice(0, 2)
    .join('')
}
