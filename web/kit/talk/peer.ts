/** What two pages say to each other to be connected. */
export interface PeerMessage {
  description?: RTCSessionDescriptionInit
  candidates?: RTCIceCandidateInit[]
}

export interface Peer {
  readonly connection: RTCPeerConnection
  receive(message: PeerMessage): void
  /** Says again what may have been lost, and looks for another way to the other side. */
  renew(): void
  speakWith(track: MediaStreamTrack): void
  close(): void
}

const candidatesMs = 50
const againMs = 3_000
const restartMs = 5_000

/**
 * A connection with one other page, by the pattern of perfect negotiation: either side may offer at any time, and of two offers
 * that cross each other that of the polite one gives way. What gets lost on the way is said again, and a connection that breaks looks for
 * another way.
 */
export function openPeer(options: {
  isPolite: boolean
  iceServers: RTCIceServer[]
  stream: MediaStream
  send(message: PeerMessage): void
  onState(state: RTCPeerConnectionState): void
  onSound(stream: MediaStream): void
}): Peer {
  const { isPolite, send } = options
  const connection = new RTCPeerConnection({ iceServers: options.iceServers })
  let isOffering = false
  let isAnswered = false
  let ignoresOffer = false
  let candidates: RTCIceCandidateInit[] = []
  let gathering: Timer
  let restarting: Timer
  let heard = Promise.resolve()

  const describe = () => connection.localDescription && send({ description: connection.localDescription.toJSON() })
  const again = setInterval(() => connection.signalingState === 'have-local-offer' && describe(), againMs)
  const restart = (afterMs: number) => {
    clearTimeout(restarting)
    restarting = setTimeout(() => {
      if (connection.connectionState === 'connected' || connection.signalingState === 'closed') return
      connection.restartIce()
      restart(restartMs)
    }, afterMs)
  }

  connection.onnegotiationneeded = async () => {
    isOffering = true
    try {
      await connection.setLocalDescription()
      describe()
    } catch {
      // Closed meanwhile, or the other side was faster: its offer is answered.
    } finally {
      isOffering = false
    }
  }
  connection.onicecandidate = ({ candidate }) => {
    if (!candidate) return
    candidates.push(candidate.toJSON())
    gathering ??= setTimeout(() => {
      gathering = undefined
      send({ candidates: candidates.splice(0) })
    }, candidatesMs)
  }
  connection.onconnectionstatechange = () => {
    const { connectionState: state } = connection
    if (state === 'connected') clearTimeout(restarting)
    // A short gap closes by itself; the two do not look for another way at the same moment.
    else if (state === 'disconnected') restart(isPolite ? 2_500 : 1_000)
    else if (state === 'failed') restart(0)
    options.onState(state)
  }
  connection.ontrack = ({ streams, track }) => options.onSound(streams[0] ?? new MediaStream([track]))
  for (const track of options.stream.getAudioTracks()) connection.addTrack(track, options.stream)

  async function take({ description, candidates: theirs = [] }: PeerMessage) {
    if (description) {
      const isReady = !isOffering && (connection.signalingState === 'stable' || isAnswered)
      ignoresOffer = !isPolite && description.type === 'offer' && !isReady
      if (ignoresOffer) return
      // An answer to what was said twice.
      if (description.type === 'answer' && connection.signalingState === 'stable') return
      isAnswered = description.type === 'answer'
      await connection.setRemoteDescription(description)
      isAnswered = false
      if (description.type === 'offer') {
        await connection.setLocalDescription()
        describe()
      }
    }
    for (const candidate of theirs) await connection.addIceCandidate(candidate).catch(() => undefined)
  }

  return {
    connection,
    receive: (message) => void (heard = heard.then(() => take(message)).catch(() => undefined)),
    renew() {
      if (connection.connectionState === 'connected') return
      if (connection.signalingState === 'have-local-offer') describe()
      else connection.restartIce()
    },
    speakWith: (track) => void connection.getSenders()[0]?.replaceTrack(track),
    close() {
      clearInterval(again)
      clearTimeout(gathering)
      clearTimeout(restarting)
      connection.onconnectionstatechange = connection.onicecandidate = connection.onnegotiationneeded = null
      connection.close()
      candidates = []
    },
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined
