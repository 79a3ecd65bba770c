import { Checkbox } from '../../ui/checkbox.tsx'
import { useShopper } from '../text.ts'
import { FirstHelp } from './first-help.tsx'
import { type WhatHappened, WhatHappenedFields } from './what-happened.tsx'

/** “It hurt someone”, whatever is wrong; the words on what to do first open with the tick. */
export function HarmChoice({
  value,
  onChange,
}: {
  value: WhatHappened | null
  onChange: (value: WhatHappened | null) => void
}) {
  const { t } = useShopper()
  return (
    <div className="mb-4 grid gap-4 rounded-xl border border-line px-5 py-3">
      <Checkbox
        isSelected={value !== null}
        onChange={(isHurt) => onChange(isHurt ? { who: null, note: '' } : null)}
        detail={t('report.unsafeDetail')}
      >
        {t('report.unsafe')}
      </Checkbox>
      {value && (
        <div className="grid gap-4 pb-2">
          <FirstHelp />
          <WhatHappenedFields value={value} onChange={onChange} />
          <p className="text-soft">{t('safety.thenPick')}</p>
        </div>
      )}
    </div>
  )
}
