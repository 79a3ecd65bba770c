import CloudOff from 'lucide-react/icons/cloud-off'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { CallError } from '../kit/call.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { buttonClass } from '../ui/button-looks.ts'
import { Notice } from '../ui/notice.tsx'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

/** What went wrong, what is safe, what to do next, in words. */
export function useTroubleWords() {
  const { t, has, locale } = useParts()
  return (error: unknown): string => {
    if (!(error instanceof CallError)) return t('trouble.internal')
    if (error.status === 0) return t('trouble.unreachable')
    if (error.status >= 500) return t('trouble.internal')
    const byCode = `trouble.${error.code}`
    const byType = `trouble.${error.type}`
    return preferServerWords(locale, error.message, has(byCode) ? t(byCode) : has(byType) ? t(byType) : null)
  }
}

/**
 * Beside the control that did not work.
 * @param end a way on in place of trying again, where the error names the matter that is in the way
 */
export function ActionTrouble({ error, onRetry, end }: { error: unknown; onRetry?: () => void; end?: ReactNode }) {
  const { t } = useParts()
  const words = useTroubleWords()
  if (!error) return null
  // What is settled elsewhere stays so, however often it is tried.
  const isInTheWay = error instanceof CallError && error.details?.about !== undefined
  return (
    <Banner
      tone="bad"
      role="alert"
      icon={<TriangleAlert aria-hidden="true" />}
      end={
        isInTheWay && end
          ? end
          : onRetry && (
              <Button size="small" onPress={onRetry}>
                {t('trouble.retry')}
              </Button>
            )
      }
    >
      <p className="text-ink">{words(error)}</p>
    </Banner>
  )
}

/** In place of a page that could not be loaded, or of a part of one. */
export function PageTrouble({ error, onRetry, isPart }: { error: unknown; onRetry: () => void; isPart?: boolean }) {
  const { t } = useParts()
  const words = useTroubleWords()
  const notFound = error instanceof CallError && error.status === 404
  return (
    <Notice
      role="alert"
      level={isPart ? 'h2' : 'h1'}
      icon={<CloudOff aria-hidden="true" />}
      title={t(notFound ? 'trouble.notFoundTitle' : 'trouble.title')}
      actions={
        notFound ? (
          !isPart && (
            <a href={import.meta.env.BASE_URL} className={buttonClass()}>
              {t('trouble.toStart')}
            </a>
          )
        ) : (
          <Button onPress={onRetry}>{t('trouble.retry')}</Button>
        )
      }
    >
      {notFound ? t('trouble.not_found') : words(error)}
    </Notice>
  )
}
