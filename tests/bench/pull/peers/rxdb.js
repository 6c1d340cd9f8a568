import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

const text = { type: 'string', maxLength: 100 }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text, owner: text, due: text, name: text, lead: { type: 'object' } },
  required: ['id', 'owner', 'due', 'name'],
  indexes: ['owner', 'due', 'name', ['owner', 'due']],
}

/** Its replication over HTTP into its free storage, with the four indexes that lists need. */
window.benchPull = async () => {
  const start = performance.now()
  const db = await createRxDatabase({ name: 'peer', storage: getRxStorageDexie(), multiInstance: false })
  const { leads } = await db.addCollections({ leads: { schema } })
  const replication = replicateRxCollection({
    replicationIdentifier: 'pull',
    collection: leads,
    live: false,
    pull: {
      batchSize: 1000,
      async handler(checkpoint) {
        const at = checkpoint?.at ?? 0
        const answer = await fetch(`/rxdb/${at}`)
        return { documents: await answer.json(), checkpoint: { at: at + 1 } }
      },
    },
  })
  await replication.awaitInitialReplication()
  return performance.now() - start
}
