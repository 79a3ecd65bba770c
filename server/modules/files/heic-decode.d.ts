declare module 'heic-decode' {
  interface HeicPicture {
    width: number
    height: number
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>
  }
  const decodeHeic: {
    /** The pictures in a file, none of them decoded yet. */
    all(input: { buffer: Uint8Array }): Promise<HeicPicture[] & { dispose(): void }>
  }
  // biome-ignore lint/style/noDefaultExport: the shape of somebody else's module
  export default decodeHeic
}
