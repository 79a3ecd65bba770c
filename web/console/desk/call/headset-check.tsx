import { useEffect, useState } from 'react'
import { playTone } from '../../../kit/chat/play-tone.ts'
import { levelOf } from '../../../kit/talk/level.ts'
import { MicrophoneError, type MicrophoneTrouble, openMicrophone } from '../../../kit/talk/microphone.ts'
import { LevelMeter } from '../../../parts/talk/level-meter.tsx'
import { MicrophoneChoice } from '../../../parts/talk/microphone-choice.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useConsole } from '../../text.ts'

const listenMs = 150
/** What speech is louder than, and an open microphone in a quiet room is not. */
const heardLevel = 0.05

/** Before the first call: whether I am heard, with which microphone, and whether I hear. */
export function HeadsetCheck({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  const [stream, setStream] = useState<MediaStream>()
  const [trouble, setTrouble] = useState<MicrophoneTrouble>()
  const [isHeard, setHeard] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let opened: MediaStream | undefined
    let isClosed = false
    openMicrophone().then(
      (microphone) => {
        opened = microphone
        if (isClosed) return stop(microphone)
        setTrouble(undefined)
        setStream(microphone)
      },
      (error: unknown) => setTrouble(error instanceof MicrophoneError ? error.trouble : 'busy'),
    )
    return () => {
      isClosed = true
      stop(opened)
    }
  }, [round])
  useEffect(() => {
    if (!stream) return
    const level = levelOf(stream)
    const listening = setInterval(() => level.read() > heardLevel && setHeard(true), listenMs)
    return () => {
      clearInterval(listening)
      level.close()
    }
  }, [stream])
  const again = () => {
    setHeard(false)
    setRound((before) => before + 1)
  }
  return (
    <Dialog title={t('headset.title')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <div className="grid gap-4">
        {trouble ? (
          <Banner tone="warn" role="alert" title={t(`talk.trouble.${trouble}`)} />
        ) : (
          <>
            <p className="text-soft">{t('headset.detail')}</p>
            <LevelMeter label={t('talk.microphone')} stream={stream} />
            <p role="status" className="font-[560]">
              {t(isHeard ? 'headset.good' : 'headset.quiet')}
            </p>
          </>
        )}
        <div className="flex flex-wrap items-center gap-2">
          {trouble ? <Button onPress={again}>{t('talk.tryAgain')}</Button> : <MicrophoneChoice onChoose={again} />}
          <Button onPress={playTone}>{t('headset.tone')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

function stop(stream: MediaStream | undefined) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
