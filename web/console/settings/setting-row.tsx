import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../text.ts'

type SettingRowProps = {
  title: ReactNode
  /** What it means, as a sentence. */
  children: ReactNode
  onChange?: () => void
  more?: ReactNode
}

/** One setting: its name, what it means, and the way to change it. */
export function SettingRow({ title, children, onChange, more }: SettingRowProps) {
  const { t } = useConsole()
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-[580]">{title}</p>
        <div className="text-sm text-soft">{children}</div>
      </div>
      <span className="flex flex-wrap gap-2">
        {more}
        {onChange && (
          <Button size="small" onPress={onChange}>
            {t('settings.change')}
          </Button>
        )}
      </span>
    </div>
  )
}
