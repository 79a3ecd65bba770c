import type { StaffLogin } from '#contract/logins'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useLogins } from './text.ts'

/** Who has come in with the company’s account; one that is forgotten is found by address again. */
export function LinkedPeople({ linked }: { linked: StaffLogin['linked'] }) {
  const { t, format } = useLogins()
  const forget = useAction((id: string) => call('DELETE /logins/staff/identities/:id', { id }))
  return (
    <div className="grid gap-1 text-sm">
      <p className="font-[580]">{t('linked')}</p>
      {linked.length === 0 && <p className="text-soft">{t('linked.none')}</p>}
      <ul>
        {linked.map((person) => (
          <li key={person.staffId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span>
              <bdi>{person.name}</bdi>{' '}
              <span className="text-soft">{t('linked.used', { when: format.dayAndTime(person.usedAt) })}</span>
            </span>
            <Button
              size="small"
              look="quiet"
              isDisabled={forget.isPending}
              onPress={() => void forget.run(person.staffId)}
            >
              {t('linked.forget')}
            </Button>
          </li>
        ))}
      </ul>
      <ActionTrouble error={forget.error} />
    </div>
  )
}
