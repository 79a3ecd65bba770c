import { useInfiniteQuery } from '@tanstack/react-query'
import { peopleQuery } from '../../data.ts'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'

type MentionPickerProps = { onChoose: (person: { id: string; name: string }) => void; onClose: () => void }

/** A colleague to name in a note; they are told. */
export function MentionPicker({ onChoose, onClose }: MentionPickerProps) {
  const { t } = useConsole()
  const people = useInfiniteQuery(peopleQuery)
    .data?.pages.flatMap((page) => page.data)
    .filter((person) => person.active)
  return (
    <Picker
      title={t('mention.title')}
      label={t('mention.find')}
      empty={t('people.nobody')}
      onClose={onClose}
      onPick={(id) => {
        const person = people?.find((one) => one.id === id)
        if (person) onChoose({ id: person.id, name: person.name })
      }}
      items={people?.map((person) => ({ id: person.id, label: person.name, detail: t(`role.${person.role}`) }))}
    />
  )
}
