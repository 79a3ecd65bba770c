import { useQuery } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../text.ts'

/** Only in the demonstration store: be one of the people who work there. */
export function DemoPeople() {
  const { t } = useConsole()
  const people = useQuery({
    queryKey: ['demo', 'people'],
    queryFn: ({ signal }) => call('GET /demo/people', {}, { signal }),
  })
  const be = useAction(
    (person: string, options) => call('POST /demo/sessions', { person }, options),
    ({ goTo }) => location.assign(goTo),
  )
  const staff = people.data?.data.filter((person) => person.kind === 'staff') ?? []
  if (staff.length === 0) return null
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <p className="text-sm text-soft">{t('demo.be')}</p>
      {staff.map((person) => (
        <Button
          key={person.id}
          onPress={() => void be.run(person.id)}
          isDisabled={be.isPending}
          className="justify-start text-start"
        >
          {person.name}
          <span className="block text-sm font-normal text-soft">{person.words}</span>
        </Button>
      ))}
      <ActionTrouble error={be.error} />
    </div>
  )
}
