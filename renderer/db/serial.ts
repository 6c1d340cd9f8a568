/** Runs tasks one after the other; one that fails does not stop the next. */
export type Serial = <T>(task: () => Promise<T>) => Promise<T>

/** @param before each of them; where it rejects, so does the task */
export function createSerial(before: () => Promise<void> = async () => undefined): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const inTurn = () => before().then(task)
    const run = last.then(inTurn, inTurn)
    last = run
    return run
  }
}
