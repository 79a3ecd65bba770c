import { useState } from 'react'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useConsole } from '../../text.ts'
import type { Translation } from '../data.ts'
import { useHelp } from '../text.ts'
import { type DraftFields, fieldsOf } from './draft-fields.ts'
import { Reading } from './preview.tsx'
import type { Draft } from './use-draft.ts'

/** Two wrote at once: who, both beside each other, and which to go on with. Neither is lost. */
export function Conflict({ draft, translation }: { draft: Draft; translation: Translation | undefined }) {
  const { t, format } = useHelp()
  const common = useConsole()
  const [isOpen, setOpen] = useState(false)
  const theirs = translation?.draft ?? translation?.published
  if (!translation || !theirs) return null
  const sides: [string, DraftFields][] = [
    [t('conflict.mine'), draft.fields],
    [t('conflict.theirs', { name: theirs.by }), fieldsOf(translation)],
  ]
  return (
    <>
      <Banner
        tone="warn"
        role="alert"
        className="mb-4"
        icon={<TriangleAlert aria-hidden="true" />}
        title={t('conflict.title', { name: theirs.by, when: format.moment(theirs.at) })}
        end={
          <span className="flex flex-wrap gap-2">
            <Button size="small" onPress={() => setOpen(true)}>
              {t('conflict.compare')}
            </Button>
            <Button size="small" onPress={() => draft.keeper.choose('theirs', translation)}>
              {t('conflict.takeTheirs')}
            </Button>
            <Button size="small" onPress={() => draft.keeper.choose('mine', translation)}>
              {t('conflict.takeMine')}
            </Button>
          </span>
        }
      >
        {t('conflict.detail')}
      </Banner>
      {isOpen && (
        <Dialog
          wide
          title={t('conflict.compare')}
          isOpen
          onClose={() => setOpen(false)}
          closeLabel={common.t('common.close')}
        >
          <div className="grid gap-6 sm:grid-cols-2">
            {sides.map(([name, fields]) => (
              <section key={name} aria-label={name} className="min-w-0">
                <h3 className="mb-2 text-sm text-soft">{name}</h3>
                <Reading fields={fields} locale={translation.locale} />
              </section>
            ))}
          </div>
        </Dialog>
      )}
    </>
  )
}
