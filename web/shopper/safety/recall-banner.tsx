import type { RecallNotice } from '#contract/safety'
import { Link } from '@tanstack/react-router'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { useShopper } from '../text.ts'

/** One recall: what to do, and the way to the choice for each order that it is about. */
export function RecallBanner({ notices, className }: { notices: readonly RecallNotice[]; className: string }) {
  const { t } = useShopper()
  const [first] = notices
  if (!first) return null
  const isOpen = notices.some(({ choice, isOver }) => !choice && !isOver)
  return (
    <Banner
      tone={isOpen ? 'bad' : 'note'}
      icon={<OctagonAlert aria-hidden="true" />}
      title={t('recall.banner', { title: first.title })}
      className={className}
      end={notices.length === 1 && <ToNotice notice={first} />}
    >
      <p>{t(`recall.do.${first.instruction}`)}</p>
      {notices.length > 1 && (
        <p className="flex flex-wrap items-center gap-x-4">
          {t('recall.chooseFor')}
          {notices.map((notice) => (
            <Link
              key={notice.id}
              to="/recalls/$noticeId"
              params={{ noticeId: notice.id }}
              className="link inline-flex min-h-11 items-center"
            >
              {t('order.number', { number: notice.orderReference })}
            </Link>
          ))}
        </p>
      )}
    </Banner>
  )
}

function ToNotice({ notice }: { notice: RecallNotice }) {
  const { t } = useShopper()
  const hasChoice = notice.choices.length > 0
  return (
    <Link
      to="/recalls/$noticeId"
      params={{ noticeId: notice.id }}
      className={buttonClass({ look: hasChoice ? 'primary' : 'secondary' })}
    >
      {t(hasChoice ? 'recall.choose' : 'recall.see')}
    </Link>
  )
}
