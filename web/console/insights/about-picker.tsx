import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { peopleQuery, searchQuery } from '../data.ts'
import { Picker } from '../layout/picker.tsx'
import { useConsole } from '../text.ts'
import type { AuditFilter } from './data.ts'

/** Whom or what the record is looked through for, and how it is called. */
export type AuditAbout = Pick<AuditFilter, 'staff' | 'about'> & { name: string }

type AboutPickerProps = { onChoose: (about: AuditAbout) => void; onClose: () => void }

/** A colleague, a shopper or an order, by what people know them by. */
export function AboutPicker({ onChoose, onClose }: AboutPickerProps) {
  const { t, format } = useConsole()
  const [q, setQ] = useState('')
  const wanted = useDeferredValue(q.trim())
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data)
  const found = useQuery(searchQuery(wanted)).data
  const isSearching = wanted.length >= 2
  const choices = [
    ...(people ?? [])
      .filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()))
      .map(({ id, name, role }) => ({ id, name, detail: t(`role.${role}`), staff: id })),
    ...(isSearching ? (found?.customers ?? []) : []).map(({ id, name, email, orders }) => ({
      id,
      name,
      detail: [email, t('search.orders', { count: orders })].filter(Boolean).join(' · '),
      about: `customer:${id}`,
    })),
    ...(isSearching ? (found?.orders ?? []) : []).map(({ id, reference, customerName, placedAt }) => ({
      id,
      name: reference,
      detail: `${customerName} · ${format.shortDate(placedAt)}`,
      about: `order:${id}`,
    })),
  ]
  return (
    <Picker
      title={t('audit.chooseTitle')}
      label={t('audit.choose')}
      empty={t('audit.noneFound')}
      items={people && choices.map(({ id, name, detail }) => ({ id, label: name, detail }))}
      onSearch={setQ}
      onPick={(id) => {
        const choice = choices.find((one) => one.id === id)
        if (choice) onChoose(choice)
      }}
      onClose={onClose}
    />
  )
}
