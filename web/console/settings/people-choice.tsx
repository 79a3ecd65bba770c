import { useInfiniteQuery } from '@tanstack/react-query'
import { Checkbox } from '../../ui/checkbox.tsx'
import { peopleQuery } from '../data.ts'
import { useConsole } from '../text.ts'

type PeopleChoiceProps = { label: string; chosen: string[]; onChange: (ids: string[]) => void }

/** Some of the people who work here. */
export function PeopleChoice({ label, chosen, onChange }: PeopleChoiceProps) {
  const { t } = useConsole()
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data)
  return (
    <fieldset className="m-0 border-0 p-0">
      <legend className="mb-1 text-sm font-[560]">{label}</legend>
      {people
        ?.filter((person) => person.active || chosen.includes(person.id))
        .map((person) => (
          <Checkbox
            key={person.id}
            isSelected={chosen.includes(person.id)}
            onChange={(isIn) => onChange(isIn ? [...chosen, person.id] : chosen.filter((id) => id !== person.id))}
            detail={t(`role.${person.role}`)}
          >
            {person.name}
          </Checkbox>
        ))}
    </fieldset>
  )
}
