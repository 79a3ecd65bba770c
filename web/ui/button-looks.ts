import { classes } from './classes.ts'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'large' | 'medium' | 'small'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong active:bg-accent-strong',
  secondary: 'bg-surface text-ink border-line shadow-card hover:border-edge hover:bg-canvas active:bg-sunken',
  quiet: 'bg-transparent text-accent-ink border-transparent hover:bg-accent-wash active:bg-accent-wash',
  danger: 'bg-bad text-on-bad border-transparent hover:brightness-95 active:brightness-90',
}

const sizes: Record<ButtonSize, string> = {
  large: 'min-h-13 px-6 py-3 text-base rounded-lg gap-2.5',
  medium: 'min-h-11 px-4 py-2 text-[0.9375rem] rounded-md gap-2',
  small: 'min-h-9 pointer-coarse:min-h-11 px-3 py-1 text-sm rounded-md gap-1.5',
}

/** The look of a button, also for links that should look like one. */
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
    'disabled:pointer-events-none disabled:opacity-45 forced-colors:border-[ButtonText] forced-colors:disabled:text-[GrayText]',
    looks[look],
    sizes[size],
    wide && 'w-full',
  )
}

/** A round place for an icon alone. */
export const iconButtonClass =
  'inline-grid size-11 shrink-0 place-items-center rounded-full text-soft transition-colors hover:bg-sunken hover:text-ink active:bg-line disabled:opacity-40'
