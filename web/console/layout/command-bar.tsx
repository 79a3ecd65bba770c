import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import CornerDownLeft from 'lucide-react/icons/corner-down-left'
import MessagesSquare from 'lucide-react/icons/messages-square'
import Package from 'lucide-react/icons/package'
import Search from 'lucide-react/icons/search'
import UserRound from 'lucide-react/icons/user-round'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, Text } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { searchQuery, staffMeQuery } from '../data.ts'
import { conversationSearchQuery, nameOf } from '../desk/data.ts'
import { settingPlacesFor } from '../settings/setting-places.ts'
import { useConsole } from '../text.ts'
import type { places } from './shell.tsx'
import { useOrderWords } from '../../parts/words.ts'

type Row = { id: string; label: string; detail: string; icon: ReactNode; go: () => void }

/** Any order or shopper by number, name, e-mail or tracking number, and any page, without the mouse. */
export function CommandBar({ places: open, onClose }: { places: typeof places; onClose: () => void }) {
  const { t, format } = useConsole()
  const orderWords = useOrderWords()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const wanted = useDeferredValue(q.trim())
  const found = useQuery({ ...searchQuery(wanted), placeholderData: (before) => before })
  const role = useQuery(staffMeQuery).data?.role
  const said = useQuery({ ...conversationSearchQuery(wanted), placeholderData: (before) => before })
  const then = (go: () => unknown) => () => {
    onClose()
    void go()
  }
  const pageRows = open
    .filter((place) => !wanted || t(`place.${place.to}`).toLowerCase().includes(wanted.toLowerCase()))
    .map(
      (place): Row => ({
        id: place.to,
        label: t(`place.${place.to}`),
        detail: t('search.page'),
        icon: <place.icon className="size-4.5" />,
        go: then(() => navigate({ to: place.to, search: {} })),
      }),
    )
  const orderRows = (wanted.length < 2 ? [] : (found.data?.orders ?? [])).map(
    (order): Row => ({
      id: order.id,
      label: `${order.reference} · ${order.customerName}`,
      detail: `${orderWords(order)} · ${format.money(order.total)} · ${format.shortDate(order.placedAt)}`,
      icon: <Package className="size-4.5" />,
      go: then(() => navigate({ to: '/orders/$orderId', params: { orderId: order.id } })),
    }),
  )
  const customerRows = (wanted.length < 2 ? [] : (found.data?.customers ?? [])).map(
    (customer): Row => ({
      id: customer.id,
      label: customer.name,
      detail: [customer.email, t('search.orders', { count: customer.orders })].filter(Boolean).join(' · '),
      icon: <UserRound className="size-4.5" />,
      go: then(() => navigate({ to: '/customers/$customerId', params: { customerId: customer.id } })),
    }),
  )
  const settingRows = settingPlacesFor(role)
    .filter(
      (place) =>
        open.some(({ to }) => to === '/settings') &&
        wanted &&
        t(`settings.${place.id}`).toLowerCase().includes(wanted.toLowerCase()),
    )
    .map(
      (place): Row => ({
        id: place.to,
        label: t(`settings.${place.id}`),
        detail: t('place./settings'),
        icon: <place.icon className="size-4.5" />,
        go: then(() => navigate({ to: place.to })),
      }),
    )
  const conversationRows = (wanted.length < 2 ? [] : (said.data?.data ?? [])).map(
    ({ conversation, hit }): Row => ({
      id: `${conversation.id}:${hit.messageId ?? ''}`,
      label: `${conversation.reference} · ${nameOf(conversation)}`,
      detail: `${format.shortDate(hit.at)} · ${hit.text}`,
      icon: <MessagesSquare className="size-4.5" />,
      go: then(() => navigate({ to: '/desk', search: { c: conversation.id } })),
    }),
  )
  // While the answer to the last letters is on its way, only what fits them stays: Enter must not open what fits the ones before.
  const fits = ({ label, detail }: Row) => `${label} ${detail}`.toLowerCase().includes(wanted.toLowerCase())
  const still = (kept: Row[], isOld: boolean) => (isOld ? kept.filter(fits) : kept)
  const rows = [
    ...still([...orderRows, ...customerRows], found.isPlaceholderData),
    ...still(conversationRows, said.isPlaceholderData),
    ...pageRows,
    ...settingRows,
  ]
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
      className="fixed inset-0 z-40 flex justify-center bg-veil p-3 pt-[10dvh] data-entering:animate-fade"
    >
      <Modal className="h-fit w-full max-w-xl overflow-hidden rounded-xl border border-line bg-raised shadow-lift data-entering:animate-rise">
        <Dialog aria-label={t('search.open')} className="outline-none">
          <Autocomplete inputValue={q} onInputChange={setQ}>
            <TextField aria-label={t('search.label')} autoFocus className="relative border-b border-line">
              <Search className="absolute inset-y-0 start-4 my-auto size-5 text-faint" aria-hidden="true" />
              <Input
                placeholder={t('search.label')}
                className="min-h-14 w-full bg-transparent ps-12 pe-4 text-base outline-none placeholder:text-faint"
              />
            </TextField>
            <Menu
              aria-label={t('search.results')}
              items={rows}
              className="max-h-[60dvh] overflow-y-auto p-1.5 outline-none"
              renderEmptyState={() => (
                <p className="px-4 py-6 text-center text-soft">
                  {found.isFetching ? t('common.loading') : t('search.none')}
                </p>
              )}
            >
              {(row) => (
                <MenuItem
                  textValue={row.label}
                  onAction={row.go}
                  className="group flex min-h-12 cursor-default items-center gap-3 rounded-md px-3 py-1.5 outline-none data-focused:bg-accent-wash"
                >
                  <span className="shrink-0 text-faint" aria-hidden="true">
                    {row.icon}
                  </span>
                  <span className="min-w-0 flex-1">
                    <Text slot="label" className="block truncate font-[540]">
                      {row.label}
                    </Text>
                    <Text slot="description" className="block truncate text-sm text-soft">
                      {row.detail}
                    </Text>
                  </span>
                  <CornerDownLeft
                    className="mirror size-4 text-faint opacity-0 group-data-focused:opacity-100"
                    aria-hidden="true"
                  />
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
          <p className="border-t border-line px-4 py-2 text-xs text-faint max-sm:hidden">{t('search.keys')}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
