import type { FastifyBaseLogger } from 'fastify'
import { embeddedServer } from './postgres/embedded.ts'
import { folderId, placeOf } from './postgres/place.ts'

/** The database server behind a data folder: the one that comes with the program, or one of the operator's own. */
export interface DataServer {
  /** The data folder's id, to lock it by. */
  folder: string
  /** In one line, what a person may wonder about; null when all is where it was asked for. */
  note: string | null
  /** Makes sure that it runs where that is ours to do; the connection string. */
  ensure(): Promise<string>
  stop(): Promise<void>
}

export async function dataServer(
  options: { dataDir: string; databaseUrl?: string },
  logger: FastifyBaseLogger,
): Promise<DataServer> {
  const { dataDir, databaseUrl } = options
  if (databaseUrl) {
    return {
      folder: await folderId(dataDir),
      note: null,
      ensure: async () => databaseUrl,
      stop: async () => undefined,
    }
  }
  const place = await placeOf(dataDir)
  if (place.note) logger.warn(place.note)
  const server = await embeddedServer(dataDir, place)
  return {
    folder: place.id,
    note: place.note,
    async ensure() {
      await server.ensure()
      return server.url()
    },
    stop: () => server.stop(),
  }
}
