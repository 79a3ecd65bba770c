import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { classes } from './classes.ts'
import { Spinner } from './spinner.tsx'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'large' | 'medium' | 'small'

type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  look?: ButtonLook
  size?: ButtonSize
  wide?: boolean
  className?: string
  icon?: ReactNode
  children?: ReactNode
}

/** A button that does something. For going somewhere, put `buttonClass` on a link. */
export function Button({
  look = 'secondary',
  size = 'medium',
  wide,
  className,
  icon,
  children,
  isPending,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isPending} className={classes(buttonClass({ look, size, wide }), className)}>
      {isPending ? <Spinner /> : icon}
      {children !== undefined && <span className="min-w-0">{children}</span>}
    </AriaButton>
  )
}

/** A square button with only an icon; `aria-label` says what it does. */
export function IconButton({
  className,
  icon,
  ...rest
}: Omit<ButtonProps, 'children' | 'look'> & { 'aria-label': string }) {
  return (
    <AriaButton
      {...rest}
      className={classes(
        'inline-grid size-11 shrink-0 place-items-center rounded-full text-soft transition-colors hover:bg-sunken hover:text-ink data-disabled:opacity-40 data-pressed:bg-line',
        className,
      )}
    >
      {icon}
    </AriaButton>
  )
}

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong data-pressed:bg-accent-strong',
  secondary: 'bg-surface text-ink border-line shadow-card hover:border-edge hover:bg-canvas data-pressed:bg-sunken',
  quiet: 'bg-transparent text-accent-ink border-transparent hover:bg-accent-wash data-pressed:bg-accent-wash',
  danger: 'bg-bad text-on-bad border-transparent hover:brightness-95 data-pressed:brightness-90',
}

const sizes: Record<ButtonSize, string> = {
  large: 'min-h-13 px-6 py-3 text-base rounded-lg gap-2.5',
  medium: 'min-h-11 px-4 py-2 text-[0.9375rem] rounded-md gap-2',
  small: 'min-h-9 pointer-coarse:min-h-11 px-3 py-1 text-sm rounded-md gap-1.5',
}

/** The look of a button, for links that should look like one. */
export function buttonClass({
  look = 'secondary',
  size = 'medium',
  wide,
}: {
  look?: ButtonLook
  size?: ButtonSize
  wide?: boolean
} = {}) {
  return classes(
    'inline-flex items-center justify-center border text-center font-[560] leading-tight no-underline select-none transition-[background-color,border-color,filter]',
    'data-disabled:opacity-45 data-disabled:cursor-default forced-colors:border-[ButtonText]',
    looks[look],
    sizes[size],
    wide && 'w-full',
  )
}
