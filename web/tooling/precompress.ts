import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Writes `.br` and `.gz` beside every text file of a build, so that the server never compresses while somebody waits. */
export function precompress(): Plugin {
  return {
    name: 'makeright:precompress',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg|html)$/.test(fileName))
        await Promise.all(
          files.map(async (file) => {
            const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
            const quality = {
              params: {
                [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
                [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
              },
            }
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: await toBrotli(source, quality) })
            this.emitFile({
              type: 'asset',
              fileName: `${file.fileName}.gz`,
              source: await toGzip(source, { level: 9 }),
            })
          }),
        )
      },
    },
  }
}
