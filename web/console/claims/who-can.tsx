import { useInfiniteQuery } from '@tanstack/react-query'
import { peopleQuery } from '../data.ts'
import { type Role, reaches } from '../roles.ts'
import { useConsole } from '../text.ts'

/** Colleagues of at least a role, by name, for what somebody may not decide alone. */
export function WhoCan({ least, except }: { least: Role; except?: string }) {
  const { t, format } = useConsole()
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data) ?? []
  const able = people.filter((one) => one.active && one.id !== except && reaches(one.role, least)).slice(0, 6)
  if (able.length === 0) return null
  return (
    <p className="text-sm">
      {t('claims.whoCan', {
        people: format.list(
          able.map(({ name, role }) => t('claims.colleague', { name, role: t(`role.${role}`) })),
          'disjunction',
        ),
      })}
    </p>
  )
}
