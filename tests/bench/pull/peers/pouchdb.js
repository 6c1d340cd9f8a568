import PouchDB from 'pouchdb-browser'

/** Its replication from a CouchDB, a thousand at a time; without indexes, which it makes by views that are asked for later. */
window.benchPull = async () => {
  const start = performance.now()
  const db = new PouchDB('peer')
  await db.replicate.from(`${location.origin}/couch/leads`, { batch_size: 1000 })
  return performance.now() - start
}
