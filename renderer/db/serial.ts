/** Runs tasks one after the other; one that fails does not stop the next. */
export type Serial = <T>(task: () => Promise<T>) => Promise<T>

/** @param around does each of them, with what belongs to it */
export function createSerial(around: Serial = (task) => task()): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const inTurn = () => around(task)
    const run = last.then(inTurn, inTurn)
    last = run
    return run
  }
}
