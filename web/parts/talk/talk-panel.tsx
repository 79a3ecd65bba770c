import Mic from 'lucide-react/icons/mic'
import MicOff from 'lucide-react/icons/mic-off'
import type { ReactNode } from 'react'
import type { Talk, TalkState } from '../../kit/talk/talk.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { useParts } from '../text.ts'
import { LevelMeter } from './level-meter.tsx'
import { MicrophoneChoice } from './microphone-choice.tsx'

/** A call in the browser, as both sides have it: how it stands, whether both are heard, and my microphone. */
export function TalkPanel({
  talk,
  state,
  other,
  children,
}: {
  talk: Talk
  state: TalkState
  /** Whom I speak with. */
  other: string
  /** What else can be done. */
  children?: ReactNode
}) {
  const { t } = useParts()
  const { phase, trouble, isMuted, isHeld, needsTouch } = state
  const isJoined = phase === 'connected' || phase === 'reconnecting'
  if (phase === 'over') return null
  if (phase === 'silent')
    return (
      <Banner tone="warn" role="alert" title={t(`talk.trouble.${trouble ?? 'busy'}`)}>
        <div className="mt-2 flex flex-wrap gap-2">
          {trouble !== 'insecure' && (
            <Button size="small" look="primary" onPress={() => void talk.join()}>
              {t('talk.tryAgain')}
            </Button>
          )}
          {children}
        </div>
      </Banner>
    )
  if (phase === 'elsewhere')
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p>{t('talk.elsewhere')}</p>
        <Button size="small" onPress={() => void talk.join()}>
          {t('talk.here')}
        </Button>
      </div>
    )
  return (
    <div className="grid gap-3">
      <p role="status" className="text-[0.9375rem] text-soft empty:hidden">
        {isHeld && isJoined
          ? t('talk.held')
          : phase === 'connected'
            ? isMuted
              ? t('talk.muted')
              : ''
            : t(`talk.${phase}`)}
      </p>
      {isJoined && (
        <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
          <LevelMeter label={t('talk.you')} stream={talk.mine()} />
          <LevelMeter label={other} stream={talk.theirs()} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {needsTouch && (
          <Button size="small" look="primary" onPress={() => talk.play()}>
            {t('talk.play')}
          </Button>
        )}
        {isJoined && (
          <Button
            size="small"
            aria-pressed={isMuted}
            icon={
              isMuted ? <MicOff className="size-4" aria-hidden="true" /> : <Mic className="size-4" aria-hidden="true" />
            }
            onPress={() => talk.mute(!isMuted)}
          >
            {t(isMuted ? 'talk.unmute' : 'talk.mute')}
          </Button>
        )}
        {children}
        {isJoined && <MicrophoneChoice onChoose={() => void talk.changeMicrophone()} />}
      </div>
    </div>
  )
}
