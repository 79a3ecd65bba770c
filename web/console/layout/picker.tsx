import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, Text } from 'react-aria-components/ListBox'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { useConsole } from '../text.ts'

export type Pick = { id: string; label: string; detail?: string; end?: ReactNode; isDisabled?: boolean }

type PickerProps = {
  /** What the window is for; spoken, and shown above the field when there is something to explain. */
  title: string
  detail?: ReactNode
  /** Words in the empty field. */
  label: string
  items: Pick[] | undefined
  onPick: (id: string) => void
  onClose: () => void
  /** Where the server searches: what is typed. Without it, what is typed narrows the list. */
  onSearch?: (q: string) => void
  empty: string
  /** What stands under the list, such as a field for a note. */
  children?: ReactNode
  trouble?: ReactNode
}

/** One out of many by keyboard: type to find, arrows to choose, Enter to take, Escape to leave. */
export function Picker({
  title,
  detail,
  label,
  items,
  onPick,
  onClose,
  onSearch,
  empty,
  children,
  trouble,
}: PickerProps) {
  const { t } = useConsole()
  const [q, setQ] = useState('')
  const { contains } = useFilter({ sensitivity: 'base' })
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return
    const first = items?.find((item) => !item.isDisabled && (onSearch || contains(item.label, q)))
    if (first) onPick(first.id)
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
      className="fixed inset-0 z-40 flex justify-center bg-veil p-3 pt-[10dvh] data-entering:animate-fade"
    >
      <Modal className="h-fit w-full max-w-xl overflow-hidden rounded-xl border border-line bg-raised shadow-lift data-entering:animate-rise">
        <Dialog aria-label={title} className="outline-none">
          <header className="px-4 pt-3">
            <p className="font-[600]">{title}</p>
            {detail && <div className="text-sm text-soft">{detail}</div>}
          </header>
          <Autocomplete
            inputValue={q}
            onInputChange={(next) => {
              setQ(next)
              onSearch?.(next)
            }}
            filter={onSearch ? undefined : contains}
          >
            <TextField aria-label={label} autoFocus className="border-b border-line">
              <Input
                placeholder={label}
                onKeyDown={takeFirst}
                className="min-h-12 w-full bg-transparent px-4 outline-none placeholder:text-faint"
              />
            </TextField>
            <ListBox
              aria-label={title}
              items={items ?? []}
              selectionMode="none"
              onAction={(id) => onPick(String(id))}
              className="group/list max-h-[50dvh] overflow-y-auto p-1.5 outline-none"
              renderEmptyState={() => (
                <p className="px-4 py-6 text-center text-soft">{items ? empty : t('common.loading')}</p>
              )}
            >
              {(item) => (
                <ListBoxItem
                  id={item.id}
                  textValue={item.label}
                  isDisabled={item.isDisabled}
                  className="flex min-h-11 cursor-default items-center gap-3 rounded-md px-3 py-1.5 outline-none data-disabled:opacity-50 first:group-not-has-data-focused/list:bg-accent-wash data-focused:bg-accent-wash"
                >
                  <span className="min-w-0 flex-1">
                    <Text slot="label" className="block truncate font-[560]">
                      {item.label}
                    </Text>
                    {item.detail && (
                      <Text slot="description" className="line-clamp-2 text-sm text-soft">
                        {item.detail}
                      </Text>
                    )}
                  </span>
                  {item.end}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
          {children && <div className="border-t border-line px-4 py-3">{children}</div>}
          {trouble}
          <p className="border-t border-line px-4 py-2 text-xs text-faint max-sm:hidden">{t('picker.keys')}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
