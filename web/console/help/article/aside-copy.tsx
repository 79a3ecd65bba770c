import { useState } from 'react'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'
import { dropCopy, keptCopy } from './kept-copies.ts'
import { Reading } from './preview.tsx'
import type { Draft } from './use-draft.ts'

/** The words that were put aside when two wrote at once, until somebody lets them go. */
export function AsideCopy({ article, locale, draft }: { article: string; locale: string; draft: Draft }) {
  const { t, format } = useHelp()
  const common = useConsole()
  const [isOpen, setOpen] = useState(false)
  const [, setGone] = useState(0)
  const copy = draft.state === 'conflict' ? null : keptCopy('aside', article, locale)
  if (!copy) return null
  const letGo = () => {
    dropCopy('aside', article, locale)
    setOpen(false)
    setGone((before) => before + 1)
  }
  return (
    <>
      <Banner
        tone="note"
        className="mb-4"
        title={t('aside.title', { title: copy.fields.title, when: format.moment(copy.at) })}
        end={
          <span className="flex flex-wrap gap-2">
            <Button size="small" onPress={() => setOpen(true)}>
              {t('aside.look')}
            </Button>
            <Button size="small" look="quiet" onPress={letGo}>
              {t('aside.letGo')}
            </Button>
          </span>
        }
      >
        {t('aside.detail')}
      </Banner>
      {isOpen && (
        <Dialog
          wide
          title={copy.fields.title}
          isOpen
          onClose={() => setOpen(false)}
          closeLabel={common.t('common.close')}
          actions={
            <Button
              look="primary"
              onPress={() => {
                const { fields } = copy
                letGo()
                draft.keeper.replace(fields)
              }}
            >
              {t('aside.bringBack')}
            </Button>
          }
        >
          <Reading fields={copy.fields} locale={locale} />
        </Dialog>
      )}
    </>
  )
}
