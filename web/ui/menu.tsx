import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components/Menu'

export type MenuChoice = {
  id: string
  label: string
  detail?: string
  icon?: ReactNode
  onAction: () => void
  isCurrent?: boolean
}

/** A button (the child) that opens a list of things to do. */
export function Menu({ label, choices, children }: { label: string; choices: MenuChoice[]; children: ReactNode }) {
  return (
    <MenuTrigger>
      {children}
      <Popover
        placement="bottom end"
        className="min-w-56 overflow-auto rounded-lg border border-line bg-raised p-1 shadow-lift data-entering:animate-fade"
      >
        <AriaMenu aria-label={label} items={choices} className="outline-none">
          {(choice) => (
            <MenuItem
              textValue={choice.label}
              onAction={choice.onAction}
              className="flex min-h-11 cursor-default items-center gap-3 rounded-md px-3 py-2 text-[0.9375rem] outline-none data-focused:bg-accent-wash"
            >
              {choice.icon}
              <span className="grid">
                <Text slot="label" className={choice.isCurrent ? 'font-semibold' : undefined}>
                  {choice.label}
                </Text>
                {choice.detail && (
                  <Text slot="description" className="text-sm text-soft">
                    {choice.detail}
                  </Text>
                )}
              </span>
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
