import { remember, remembered } from '../storage.ts'

/** Why there is no microphone: the page may not have one, somebody said no, there is none, or another program has it. */
export type MicrophoneTrouble = 'insecure' | 'denied' | 'none' | 'busy'

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble

  constructor(trouble: MicrophoneTrouble) {
    super(trouble)
    this.name = 'MicrophoneError'
    this.trouble = trouble
  }
}

const chosenKey = 'makeright.microphone'

/** Whether a page may ask for a microphone at all: browsers allow it over HTTPS and on this machine only. */
export function mayHaveMicrophone(): boolean {
  return window.isSecureContext && Boolean(navigator.mediaDevices) && 'RTCPeerConnection' in window
}

/** Asks for the microphone that was chosen last, else for the usual one. Throws `MicrophoneError`. */
export async function openMicrophone(): Promise<MediaStream> {
  if (!mayHaveMicrophone()) throw new MicrophoneError('insecure')
  const chosen = remembered(chosenKey)
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  const ask = (deviceId?: string) =>
    navigator.mediaDevices.getUserMedia({ audio: { ...audio, ...(deviceId ? { deviceId } : {}) } })
  try {
    return await ask(chosen ?? undefined)
  } catch (error) {
    const { name } = error as DOMException
    if (name === 'NotAllowedError' || name === 'SecurityError') throw new MicrophoneError('denied')
    throw new MicrophoneError(name === 'NotFoundError' ? 'none' : 'busy')
  }
}

export interface Microphone {
  id: string
  label: string
}

/** The microphones there are. Their names are known once one was allowed. */
export async function listMicrophones(): Promise<Microphone[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '' && deviceId !== 'communications')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}

/** The one that was chosen last; null is the usual one. */
export const chosenMicrophone = () => remembered(chosenKey)

export const chooseMicrophone = (id: string) => remember(chosenKey, id === 'default' ? null : id)
