import type { RecallNotice } from '#contract/safety'
import { Link } from '@tanstack/react-router'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { useShopper } from '../text.ts'

/** One thing that was recalled: what to do, and the way to the choice. */
export function RecallBanner({ notice, className }: { notice: RecallNotice; className: string }) {
  const { t } = useShopper()
  const hasChoice = notice.choices.length > 0
  return (
    <Banner
      tone={notice.choice || notice.isOver ? 'note' : 'bad'}
      icon={<OctagonAlert aria-hidden="true" />}
      title={t('recall.banner', { title: notice.title })}
      className={className}
      end={
        <Link
          to="/recalls/$noticeId"
          params={{ noticeId: notice.id }}
          className={buttonClass({ look: hasChoice ? 'primary' : 'secondary' })}
        >
          {t(hasChoice ? 'recall.choose' : 'recall.see')}
        </Link>
      }
    >
      {t(`recall.do.${notice.instruction}`)}
    </Banner>
  )
}
