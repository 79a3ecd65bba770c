import { useEffect, useState } from 'react'
import { chooseMicrophone, chosenMicrophone, listMicrophones, type Microphone } from '../../kit/talk/microphone.ts'
import { Select } from '../../ui/select.tsx'
import { useParts } from '../text.ts'

/** Which microphone; shown where there are several. It is remembered in this browser. */
export function MicrophoneChoice({ onChoose }: { onChoose: () => void }) {
  const { t } = useParts()
  const [microphones, setMicrophones] = useState<Microphone[]>([])
  const [chosen, setChosen] = useState(chosenMicrophone() ?? 'default')
  useEffect(() => {
    const list = () => void listMicrophones().then(setMicrophones)
    list()
    navigator.mediaDevices?.addEventListener('devicechange', list)
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list)
  }, [])
  if (microphones.length < 2) return null
  return (
    <Select
      label={t('talk.microphone')}
      quietLabel
      small
      className="max-w-64"
      choices={microphones.map(({ id, label }, place) => ({
        id,
        label: label || t('talk.microphoneNumber', { number: place + 1 }),
      }))}
      value={microphones.some(({ id }) => id === chosen) ? chosen : null}
      placeholder={t('talk.microphone')}
      onChange={(id) => {
        chooseMicrophone(id)
        setChosen(id)
        onChoose()
      }}
    />
  )
}
